import type { Feature } from '../../platform/feature.js';
import { VerifyController } from './verify.controller.js';
import { VerifyService } from './verify.service.js';
import { VerifyStep } from './verify.step.js';

export const verify: Feature = {
  http: {
    controllers: [VerifyController],
    providers: [VerifyService],
  },
  worker: {
    providers: [VerifyStep],
  },
};
