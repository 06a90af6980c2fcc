import type { Feature } from '../platform/feature.js';
import { BatchAdviceService } from './batch-advice.service.js';
import { BatchesController } from './batches.controller.js';
import { BatchesService } from './batches.service.js';

export const batches: Feature = {
  http: {
    controllers: [BatchesController],
    providers: [BatchesService, BatchAdviceService],
  },
};
