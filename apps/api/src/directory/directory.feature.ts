import type { Provider } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Feature } from '../platform/feature.js';
import { Clock } from '../platform/http/clock.js';
import type { Services } from '../platform/services.js';
import { ComparisonRunner } from './comparison/comparison-runner.js';
import { ComparisonsController } from './comparison/comparisons.controller.js';
import { ComparisonsService } from './comparison/comparisons.service.js';
import { ConnectedDirectory } from './connected-directory.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionService } from './connection.service.js';
import { DirectoryController } from './directory.controller.js';
import { Directory, ManualDirectory } from './directory.js';
import { EntraCsvService } from './entra-csv.service.js';
import { GraphConnections } from './graph/graph-connections.js';
import { GraphDirectory } from './graph/graph-directory.js';
import { DirectoryProcessor } from './life-after/directory-processor.js';
import { WithdrawalRunner } from './life-after/withdrawal-runner.js';
import { WithdrawalsController } from './life-after/withdrawals.controller.js';
import { WithdrawalsService } from './life-after/withdrawals.service.js';
import { measured } from './measured-directory.js';
import { FinishTimes } from './pacing/finish-times.js';
import { GraphPace } from './pacing/graph-pace.js';
import { EntraRoles } from './roles/entra-roles.js';
import { RouteAdviceService } from './route-advice.service.js';
import { TemporaryPassController } from './temporary-pass/temporary-pass.controller.js';
import { TemporaryPassService } from './temporary-pass/temporary-pass.service.js';

export function directory(open: Services): Feature {
  return {
    everywhere: { providers: portOf(open) },
    http: {
      controllers: [
        DirectoryController,
        ConnectionController,
        WithdrawalsController,
        TemporaryPassController,
        ComparisonsController,
      ],
      providers: [
        EntraCsvService,
        ConnectionService,
        WithdrawalsService,
        TemporaryPassService,
        RouteAdviceService,
        ComparisonsService,
      ],
    },
    worker: {
      providers: [
        {
          provide: WithdrawalRunner,
          inject: [UnitOfWork, Directory],
          useFactory: (work: UnitOfWork, port: Directory) => new WithdrawalRunner(work, port),
        },
        {
          provide: ComparisonRunner,
          inject: [UnitOfWork, GraphConnections, Clock],
          useFactory: (work: UnitOfWork, connections: GraphConnections, clock: Clock) =>
            new ComparisonRunner(work, connections, clock),
        },
        DirectoryProcessor,
      ],
    },
  };
}

/** By hand, or through Graph where a tenant is connected. */
function portOf({ work, vault, clientCredentials: credentials, clock, config, metrics }: Services): Provider[] {
  const pace = new GraphPace(work.read, { speed: config.entra.speed, metrics });
  const place = { ...config.entra, now: () => clock.unixSeconds(), pace };
  const connections = new GraphConnections({ work, credentials }, place);
  const adapters = {
    manual: measured(new ManualDirectory(), 'manual', metrics),
    graph: measured(new GraphDirectory({ work, vault }, connections), 'graph', metrics),
  };
  return [
    { provide: GraphPace, useValue: pace },
    { provide: FinishTimes, useValue: new FinishTimes(work.read, config.entra.speed) },
    { provide: GraphConnections, useValue: connections },
    { provide: EntraRoles, useValue: new EntraRoles({ work, credentials }, connections, () => clock.now()) },
    { provide: Directory, useValue: new ConnectedDirectory(adapters, { work, credentials }) },
  ];
}
