import { describe, expect, it } from 'vitest';
import { lintSnippet } from './lint-snippet.js';

const importing = (name: string) => `import '${name}';\n`;

describe('an import across a border is refused, with the reason', () => {
  it.each([
    ['libs/contracts/src/words.ts', '@depot/totp', 'they depend on zod alone'],
    ['libs/contracts/src/words.ts', 'node:crypto', 'they depend on zod alone'],
    ['libs/totp/src/code.ts', 'zod', 'it depends on otpauth alone'],
    ['libs/devices/src/apdu.ts', '@depot/contracts', 'nothing of the depot'],
    ['apps/kiosk-ui/src/kiosk.ts', '@depot/devices', 'a browser never talks to a card'],
    ['apps/kiosk-ui/src/Kiosk.svelte', '@depot/devices', 'a browser never talks to a card'],
    ['apps/kiosk-agent/src/socket.ts', '@depot/api', 'only by its messages'],
    ['apps/api/src/stations/socket.ts', '@depot/devices', 'a server has no card'],
    ['apps/api/src/workflow/burn/burn.ts', 'bullmq', 'only apps/api/src/platform/queue may'],
    ['apps/api/src/workflow/burn/burn.ts', '@nestjs/bullmq', 'only apps/api/src/platform/queue may'],
    ['apps/api/src/platform/database/connect.ts', 'ioredis', 'only apps/api/src/platform/queue may'],
    ['apps/api/src/platform/queue/connect.ts', 'pg', 'only apps/api/src/platform/database may'],
    ['apps/api/src/tokens/tokens.ts', '@electric-sql/pglite/live', 'only apps/api/src/platform/database may'],
    ['apps/kiosk-agent/src/journal.ts', 'kysely', 'only the API has a database'],
    ['apps/api/src/tokens/tokens.ts', '@microsoft/microsoft-graph-client', 'only apps/api/src/directory/graph may'],
    ['apps/api/src/workflow/ship/ship.ts', 'pdf-lib', 'only apps/api/src/papers may'],
    ['apps/api/src/notices/mail.ts', '@pdf-lib/fontkit', 'only apps/api/src/papers may'],
    ['libs/devices/src/apdu.ts', 'nfc-pcsc', 'only libs/devices/src/pcsc may'],
    ['apps/api/src/tokens/tokens.ts', '../../../../libs/totp/src/code.js', 'imported by its name'],
    ['apps/api/src/tokens/tokens.test.ts', '@depot/devices', 'a server has no card'],
  ])('%s importing %s', async (file, name, reason) => {
    const code = file.endsWith('.svelte') ? `<script lang="ts">\n${importing(name)}</script>\n` : importing(name);
    const said = await lintSnippet(file, code);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('depot/import-boundary');
    expect(said[0]).toContain(reason);
  });

  it.each(["export * from 'pg';", "export { Pool } from 'pg';", "await import('pg');"])(
    'also in the form %s',
    async (code) => {
      expect(await lintSnippet('apps/api/src/tokens/tokens.ts', `${code}\n`)).toHaveLength(1);
    },
  );
});

describe('an import inside the borders passes', () => {
  it.each([
    ['libs/contracts/src/words.ts', 'zod'],
    ['libs/contracts/src/words.test.ts', 'vitest'],
    ['libs/totp/src/code.ts', 'otpauth'],
    ['libs/devices/src/sm4.ts', 'node:crypto'],
    ['libs/devices/src/sm4.ts', '@depot/totp'],
    ['libs/devices/src/pcsc/reader.ts', 'nfc-pcsc'],
    ['apps/kiosk-ui/src/capture.ts', '@depot/totp'],
    ['apps/kiosk-agent/src/burn.ts', '@depot/devices'],
    ['apps/api/src/platform/queue/connect.ts', 'bullmq'],
    ['apps/api/src/platform/database/connect.ts', 'pg'],
    ['apps/api/src/papers/paper.ts', 'pdf-lib'],
    ['apps/api/src/tokens/tokens.ts', 'kysely'],
    ['apps/api/src/tokens/tokens.ts', '../platform/config/config.js'],
    ['test/faults/redis.ts', 'ioredis'],
  ])('%s importing %s', async (file, name) => {
    expect(await lintSnippet(file, importing(name))).toEqual([]);
  });
});
