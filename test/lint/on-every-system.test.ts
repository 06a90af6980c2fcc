import { expect, it } from 'vitest';
import { lintSnippet } from './lint-snippet.js';

const agent = 'apps/kiosk-agent/src/journal/journal.ts';
const driver = 'libs/devices/src/transport.ts';
const using = (name: string, from: string) => `import { ${name} } from '${from}';\nexport const it = ${name};\n`;

it.each([
  [agent, using('rename', 'node:fs/promises'), 'is pickier on Windows'],
  [agent, using('renameSync', 'node:fs'), 'is pickier on Windows'],
  [agent, using('open', 'node:fs/promises'), 'is pickier on Windows'],
  [driver, using('chmodSync', 'node:fs'), 'is pickier on Windows'],
  [agent, "export const socket = '/run/pcscd/pcscd.comm';\n", 'there on one system alone'],
  [driver, "export const device = '/dev/hidraw0';\n", 'there on one system alone'],
  [agent, 'export const id = process.getuid();\n', 'process.getuid'],
  [agent, "process.on('SIGTERM', () => undefined);\n", 'Signals differ'],
  [agent, "export const path = new URL('x', import.meta.url).pathname;\n", 'is no path'],
])('%s with %j is refused', async (file, code, reason) => {
  const said = await lintSnippet(file, code);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('depot/on-every-system');
  expect(said[0]).toContain(reason);
});

it.each([
  [agent, using('readFile', 'node:fs/promises')],
  [agent, "export const route = '/api/agents/pair';\n"],
  [agent, "process.on('uncaughtException', () => undefined);\n"],
  [agent, "export const path = new URL('x', import.meta.url);\n"],
  ['apps/kiosk-agent/src/files/disk.ts', using('rename', 'node:fs/promises')],
  ['apps/kiosk-agent/src/supervisor.ts', "process.on('SIGTERM', () => undefined);\n"],
  ['libs/devices/src/pcsc/service.ts', "export const socket = '/run/pcscd/pcscd.comm';\n"],
  ['apps/kiosk-agent/src/journal/journal.test.ts', using('rename', 'node:fs/promises')],
  // A server is on Linux.
  ['apps/api/src/platform/vault/keyring.ts', using('rename', 'node:fs/promises')],
])('%s with %j passes', async (file, code) => {
  expect(await lintSnippet(file, code)).toEqual([]);
});
