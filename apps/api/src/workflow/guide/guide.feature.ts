import type { Feature } from '../../platform/feature.js';
import { GuideController } from './guide.controller.js';
import { GuideService } from './guide.service.js';

export const guide: Feature = {
  http: {
    controllers: [GuideController],
    providers: [GuideService],
  },
};
