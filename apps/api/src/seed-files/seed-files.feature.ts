import type { Feature } from '../platform/feature.js';
import { BadRowsService } from './bad-rows.service.js';
import { DepotPgpKey } from './depot-pgp-key.js';
import { SeedFileWork } from './processing/seed-file-work.js';
import { SeedFileProcessor } from './processing/seed-file.processor.js';
import { RememberedColumns } from './remembered-columns.js';
import { SeedFileViews } from './seed-file-views.js';
import { SeedFilesController } from './seed-files.controller.js';
import { SeedFilesService } from './seed-files.service.js';

export const seedFiles: Feature = {
  everywhere: {
    providers: [RememberedColumns, DepotPgpKey],
  },
  http: {
    controllers: [SeedFilesController],
    providers: [SeedFilesService, SeedFileViews, BadRowsService],
  },
  worker: {
    providers: [SeedFileWork, SeedFileProcessor],
  },
};
