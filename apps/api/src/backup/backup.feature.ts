import type { Feature } from '../platform/feature.js';
import { BackupController } from './backup.controller.js';
import { BackupService } from './backup.service.js';

export const backup: Feature = {
  http: {
    controllers: [BackupController],
    providers: [BackupService],
  },
};
