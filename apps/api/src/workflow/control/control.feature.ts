import type { Feature } from '../../platform/feature.js';
import { ControlController } from './control.controller.js';
import { ControlService } from './control.service.js';

export const control: Feature = {
  http: {
    controllers: [ControlController],
    providers: [ControlService],
  },
};
