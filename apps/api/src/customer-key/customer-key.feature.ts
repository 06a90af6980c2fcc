import type { Feature } from '../platform/feature.js';
import { CustomerKeyController } from './customer-key.controller.js';
import { CustomerKeyService } from './customer-key.service.js';

export const customerKey: Feature = {
  http: {
    controllers: [CustomerKeyController],
    providers: [CustomerKeyService],
  },
};
