import { Notices } from '../notices/notices.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Feature } from '../platform/feature.js';
import { Clock } from '../platform/http/clock.js';
import { Vault } from '../platform/vault/vault.js';
import { EscrowDecisions } from './escrow-decisions.service.js';
import { EscrowProcessor } from './escrow-processor.js';
import { EscrowRulesService } from './escrow-rules.service.js';
import { EscrowRunner } from './escrow-runner.js';
import { EscrowController } from './escrow.controller.js';
import { EscrowService } from './escrow.service.js';

export const escrow: Feature = {
  http: {
    controllers: [EscrowController],
    providers: [EscrowService, EscrowDecisions, EscrowRulesService],
  },
  worker: {
    providers: [
      {
        provide: EscrowRunner,
        inject: [UnitOfWork, Vault, Notices, Clock],
        useFactory: (work: UnitOfWork, vault: Vault, notices: Notices, clock: Clock) =>
          new EscrowRunner({ work, vault, notices, clock }),
      },
      EscrowProcessor,
    ],
  },
};
