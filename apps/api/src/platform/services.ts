import type { Provider } from '@nestjs/common';
import { RecentSessions } from '../accounts/recent-sessions.js';
import { BackupFolder } from '../backup/backup.service.js';
import { AgentLines } from '../stations/agent-lines.js';
import { StationHub } from '../stations/station-hub.js';
import type { Config } from './config/config.js';
import type { Pools } from './database/connect.js';
import { openDatabase } from './database/database.js';
import type { Database } from './database/database.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { Clock } from './http/clock.js';
import { Log } from './http/log.js';
import { LiveFeed } from './live/live-feed.js';
import { Exposition } from './metrics/exposition.js';
import { Metrics } from './metrics/metrics.js';
import type { QueueConnection } from './queue/queue-backend.js';
import { Queues } from './queue/queues.js';
import { AnchorKey } from './vault/anchor-key.js';
import { ClientCredentials } from './vault/client-credentials.js';
import { ArrivalSecrets } from './vault/arrival-secrets.js';
import { CodePrints } from './vault/code-prints.js';
import { CustomerKeys } from './vault/customer-keys.js';
import { KeyPrints } from './vault/key-prints.js';
import { openKeySource } from './vault/key-source/open-key-source.js';
import type { KeySource } from './vault/key-source/key-source.js';
import { KeyRotation } from './vault/key-rotation.js';
import { KeyringInFile } from './vault/keyring.js';
import { PgpKeys } from './vault/pgp-keys.js';
import { SealedFiles } from './vault/sealed-files.js';
import { SecondFactors } from './vault/second-factors.js';
import { SignInSeals } from './vault/sign-in-seals.js';
import { VaultWindows } from './vault/vault-windows.js';
import { Vault } from './vault/vault.js';

/** What is open before Nest starts, and closed after it has stopped. */
export interface Services {
  readonly config: Config;
  readonly log: Log;
  readonly pools: Pools;
  readonly db: Database;
  readonly queueConnection: QueueConnection;
  readonly queues: Queues;
  readonly work: UnitOfWork;
  readonly vault: Vault;
  readonly vaultWindows: VaultWindows;
  /** Null where the keyring lies in clear. */
  readonly keySource: KeySource | null;
  readonly keyRotation: KeyRotation;
  readonly customerKeys: CustomerKeys;
  readonly clientCredentials: ClientCredentials;
  readonly codePrints: CodePrints;
  readonly keyPrints: KeyPrints;
  readonly anchorKey: AnchorKey;
  readonly arrivalSecrets: ArrivalSecrets;
  readonly sealedFiles: SealedFiles;
  readonly pgpKeys: PgpKeys;
  readonly secondFactors: SecondFactors;
  readonly signInSeals: SignInSeals;
  readonly clock: Clock;
  readonly feed: LiveFeed;
  readonly hub: StationHub;
  readonly sessions: RecentSessions;
  readonly metrics: Metrics;
  readonly exposition: Exposition;
}

/** Finishes the services once stores and queue are open. @throws StartRefused when the keyring is not usable */
export async function makeServices(
  config: Config,
  log: Log,
  open: { pools: Pools; queueConnection: QueueConnection; clock: Clock },
): Promise<Services> {
  const db = await openDatabase(open.pools);
  const work = new UnitOfWork(db);
  const { clock } = open;
  const keySource = await openKeySource(config.keySource);
  const keyring = KeyringInFile.open(config.keyringFile, keySource, (error) => {
    log.of('vault').error({ err: error }, 'Nothing was sealed: the keyring was changed and cannot be read');
  });
  const now = (): Date => clock.now();
  const feed = new LiveFeed(db);
  const hub = new StationHub(work, feed, { log: log.of('stations'), replica: log.replica });
  const queues = new Queues(open.queueConnection);
  const metrics = new Metrics();
  return {
    config,
    log,
    ...open,
    db,
    queues,
    work,
    vault: new Vault(keyring, now),
    vaultWindows: new VaultWindows(work, keyring, now),
    keySource,
    keyRotation: new KeyRotation(work, keyring, now),
    customerKeys: new CustomerKeys(keyring, now),
    clientCredentials: new ClientCredentials(keyring, now),
    codePrints: new CodePrints(keyring),
    keyPrints: new KeyPrints(keyring),
    anchorKey: new AnchorKey(keyring),
    arrivalSecrets: new ArrivalSecrets(keyring),
    sealedFiles: new SealedFiles(keyring, now),
    pgpKeys: new PgpKeys(keyring, now),
    secondFactors: new SecondFactors(keyring, now),
    signInSeals: new SignInSeals(keyring),
    feed,
    hub,
    sessions: new RecentSessions(() => performance.now()),
    metrics,
    exposition: new Exposition({ config, metrics, db, queues, feed, hub }),
  };
}

/** The same, to be injected by class. */
export function providersOf(services: Services): Provider[] {
  return [
    { provide: Log, useValue: services.log },
    { provide: UnitOfWork, useValue: services.work },
    { provide: Vault, useValue: services.vault },
    { provide: KeyRotation, useValue: services.keyRotation },
    { provide: BackupFolder, useValue: new BackupFolder(services.config.dataFolder) },
    { provide: CustomerKeys, useValue: services.customerKeys },
    { provide: ClientCredentials, useValue: services.clientCredentials },
    { provide: CodePrints, useValue: services.codePrints },
    { provide: KeyPrints, useValue: services.keyPrints },
    { provide: AnchorKey, useValue: services.anchorKey },
    { provide: ArrivalSecrets, useValue: services.arrivalSecrets },
    { provide: SealedFiles, useValue: services.sealedFiles },
    { provide: PgpKeys, useValue: services.pgpKeys },
    { provide: SecondFactors, useValue: services.secondFactors },
    { provide: SignInSeals, useValue: services.signInSeals },
    { provide: Clock, useValue: services.clock },
    { provide: Queues, useValue: services.queues },
    { provide: LiveFeed, useValue: services.feed },
    { provide: StationHub, useValue: services.hub },
    { provide: RecentSessions, useValue: services.sessions },
    { provide: AgentLines, useValue: new AgentLines(services.config.trustedProxies) },
    { provide: Metrics, useValue: services.metrics },
  ];
}
