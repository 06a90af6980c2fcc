import type { Feature } from '../platform/feature.js';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';
import { RetentionController } from './retention/retention.controller.js';
import { RetentionService } from './retention/retention.service.js';

export const audit: Feature = {
  http: {
    controllers: [AuditController, RetentionController],
    providers: [AuditService, RetentionService],
  },
};
