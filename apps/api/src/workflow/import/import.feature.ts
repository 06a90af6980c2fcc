import type { Feature } from '../../platform/feature.js';
import { ChooseService } from './choose.service.js';
import { ImportController } from './import.controller.js';
import { ImportStep } from './import.step.js';

export const importing: Feature = {
  http: {
    controllers: [ImportController],
    providers: [ChooseService],
  },
  worker: {
    providers: [ImportStep],
  },
};
