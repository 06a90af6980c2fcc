import type { Feature } from '../platform/feature.js';
import { ErasureService } from './erasure.service.js';
import { RecipientsController } from './recipients.controller.js';

export const recipients: Feature = {
  http: {
    controllers: [RecipientsController],
    providers: [ErasureService],
  },
};
