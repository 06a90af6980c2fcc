/** Where each workspace may reach. `packages` lists all that it may import; `depot` lists our own, others being free. */
export const workspaces = [
  {
    folder: 'libs/contracts',
    packages: ['zod'],
    reason: 'contracts are words every process shares, the browser too: they depend on zod alone',
  },
  {
    folder: 'libs/totp',
    packages: ['otpauth'],
    reason: 'totp is read in the browser too and has no clock of its own: it depends on otpauth alone',
  },
  {
    folder: 'libs/devices',
    packages: ['@depot/totp', 'node:', 'nfc-pcsc', '@pokusew/pcsclite', 'pcsc-mini'],
    reason: 'devices are card protocols: they know codes and bytes, and nothing of the depot',
  },
  { folder: 'apps/kiosk-ui', depot: ['contracts', 'totp'], reason: 'a browser never talks to a card, only to the API' },
  {
    folder: 'apps/kiosk-agent',
    depot: ['contracts', 'devices', 'totp'],
    reason: 'the agent knows the API only by its messages',
  },
  { folder: 'apps/api', depot: ['contracts', 'totp'], reason: 'a server has no card' },
];

/** Packages that one folder imports, and nobody else. */
export const owners = [
  {
    packages: ['bullmq', '@nestjs/bullmq', 'ioredis'],
    folder: 'apps/api/src/platform/queue',
    reason: 'Redis and PostgreSQL stay interchangeable only while nobody else knows which one carries the queue',
  },
  {
    packages: ['pg', '@electric-sql/pglite'],
    folder: 'apps/api/src/platform/database',
    reason: 'PostgreSQL and PGlite stay interchangeable only while nobody else knows which one holds the record',
  },
  {
    packages: ['prom-client'],
    folder: 'apps/api/src/platform/metrics',
    reason: 'one folder sees every label there is, and keeps serials, names and ids out of them',
  },
  {
    packages: ['pdf-lib', '@pdf-lib/fontkit', 'dejavu-fonts-ttf'],
    folder: 'apps/api/src/papers',
    reason: 'what goes on paper, and which signs can be printed, is decided in one place',
  },
  {
    packages: ['openid-client'],
    folder: 'apps/api/src/accounts/provider',
    reason: 'tokens of an identity provider stay where they are read',
  },
  { packages: ['kysely'], folder: 'apps/api', reason: 'only the API has a database' },
  {
    packages: ['@microsoft/microsoft-graph-client', '@microsoft/microsoft-graph-types-beta', '@azure/identity'],
    folder: 'apps/api/src/directory/graph',
    reason: 'pacing and retries against Microsoft hold only if every request passes one place',
  },
  {
    packages: ['nfc-pcsc', '@pokusew/pcsclite', 'pcsc-mini'],
    folder: 'libs/devices/src/pcsc',
    reason: 'a binding may be missing, freeze or crash, and everything else must run on',
  },
  {
    packages: ['pkcs11js'],
    folder: 'apps/api/src/platform/vault/key-source/pkcs11',
    reason: 'a native binding may be missing or block: the keyring asks for its key through a port',
  },
];

/** The folders that read settings from the environment. */
export const settingsFolders = ['apps/api/src/platform/config', 'apps/kiosk-agent/src/config', 'infra', 'test'];

/** What a test, or a tool's settings, may import wherever it stands. */
export const testPackages = ['vitest', 'fast-check', 'node:'];
