import type { Feature } from '../../platform/feature.js';
import { ComputedCode } from './computed-code.js';
import { RecordController } from './record.controller.js';
import { RecordService } from './record.service.js';
import { RecordStep } from './record.step.js';

export const record: Feature = {
  http: {
    controllers: [RecordController],
    providers: [RecordService],
  },
  worker: {
    providers: [ComputedCode, RecordStep],
  },
};
