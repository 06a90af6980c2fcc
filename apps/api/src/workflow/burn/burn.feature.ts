import type { Feature } from '../../platform/feature.js';
import { BurnDesk } from './burn-desk.js';
import { BurnController } from './burn.controller.js';
import { BurnStep } from './burn.step.js';
import { CaptureService } from './capture.service.js';
import { MoltoController } from './molto/molto.controller.js';
import { MoltoService } from './molto/molto.service.js';
import { OrderRunner } from './order-runner.js';
import { RenewService } from './renew.service.js';

export const burn: Feature = {
  http: {
    controllers: [BurnController, MoltoController],
    providers: [CaptureService, RenewService, MoltoService, OrderRunner, BurnDesk],
  },
  worker: {
    providers: [BurnStep],
  },
};
