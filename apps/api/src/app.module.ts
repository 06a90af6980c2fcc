import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule } from '@nestjs/throttler';
import { accessReview } from './access-review/access-review.feature.js';
import { accounts } from './accounts/accounts.feature.js';
import { apiKeys } from './api-keys/api-keys.feature.js';
import { arrival } from './arrival/arrival.feature.js';
import { audit } from './audit/audit.feature.js';
import { backup } from './backup/backup.feature.js';
import { batches } from './batches/batches.feature.js';
import { customerKey } from './customer-key/customer-key.feature.js';
import { directory } from './directory/directory.feature.js';
import { escrow } from './escrow/escrow.feature.js';
import { health } from './health/health.feature.js';
import { helpdesk } from './helpdesk/helpdesk.feature.js';
import { notices } from './notices/notices.feature.js';
import { papers } from './papers/papers.feature.js';
import { partOf } from './platform/feature.js';
import type { Feature } from './platform/feature.js';
import { live } from './platform/live/live.feature.js';
import { queueModules } from './platform/queue/queue-modules.js';
import { providersOf } from './platform/services.js';
import type { Services } from './platform/services.js';
import { recipients } from './recipients/recipients.feature.js';
import { seedFiles } from './seed-files/seed-files.feature.js';
import { selfService } from './self-service/self-service.feature.js';
import { stations } from './stations/stations.feature.js';
import { tokens } from './tokens/tokens.feature.js';
import { vault } from './vault/vault.feature.js';
import { workflow } from './workflow/workflow.feature.js';

/** One build, two roles: `http` serves people and agents, `worker` runs the steps. */
@Module({})
export class AppModule {
  static forRoles(open: Services): DynamicModule {
    const { controllers, providers } = partOf(open.config.roles, featuresOf(open));
    return {
      module: AppModule,
      imports: [
        ...queueModules(open.queueConnection),
        ThrottlerModule.forRoot([{ ttl: 60_000, limit: 1000 }]),
        DiscoveryModule,
        TerminusModule.forRoot({ logger: false, errorLogStyle: 'json' }),
      ],
      controllers,
      providers: [...providersOf(open), ...providers],
    };
  }
}

function featuresOf(open: Services): readonly Feature[] {
  return [
    accounts(open),
    apiKeys,
    accessReview,
    stations,
    batches,
    ...workflow,
    papers(open),
    arrival,
    notices(open),
    escrow,
    selfService,
    seedFiles,
    tokens,
    customerKey,
    directory(open),
    helpdesk,
    audit,
    backup,
    vault,
    recipients,
    live,
    health,
  ];
}
