import { expect, it } from 'vitest';
import { lintSnippet } from './lint-snippet.js';

const nothing = 'export const nothing = undefined;\n';

it.each([
  ['apps/api/src/tokens/tokens.ts', 'export const port = process.env;\n', 'Take this from the configuration'],
  ['libs/totp/src/code.ts', "export const port = process['env'];\n", 'Take this from the configuration'],
  ['apps/kiosk-agent/src/burn.ts', 'export const { env } = process;\n', 'Take this from the configuration'],
  ['apps/api/src/tokens/tokens.ts', "export { env } from 'node:process';\n", 'Take this from the configuration'],
  [
    'apps/api/src/tokens/tokens.ts',
    "import { env } from 'node:process';\nexport const port = env;\n",
    'Take this from the config',
  ],
  ['apps/api/src/tokens/tokens.ts', 'console.log(1);\n', 'Unexpected console statement'],
  ['libs/totp/src/code.ts', 'console.log(1);\n', 'Unexpected console statement'],
  ['apps/api/src/tokens/tokens.ts', 'export default 1;\n', 'default'],
  ['apps/api/src/tokens/tokens.ts', 'export const seed: any = 1;\n', 'Unexpected any'],
  ['apps/api/src/utils/time.ts', nothing, "A folder called 'utils'"],
  ['libs/totp/src/shared/time.ts', nothing, "A folder called 'shared'"],
  ['apps/api/src/tokens/index.ts', nothing, 'An inner index file'],
  ['libs/devices/src/molto2/index.ts', nothing, 'An inner index file'],
  ['apps/api/src/tokens/tokenService.ts', nothing, "'tokenService.ts': files are named kebab-case.ts"],
  ['apps/kiosk-ui/src/next-move.svelte', '<p>1</p>\n', "'next-move.svelte': files are named"],
  ['apps/kiosk-ui/src/NextMove.svelte', '<p>Next job</p>\n', 'People read this'],
  ['apps/kiosk-ui/src/NextMove.svelte', '<button aria-label="Next job">1</button>\n', 'People read this'],
  ['apps/kiosk-ui/src/NextMove.svelte', "<p>{Date.now() > 0 ? 'Next job' : ''}</p>\n", 'People read this'],
  ['apps/kiosk-ui/src/NextMove.svelte', '<p>{`${String(1)} jobs`}</p>\n', 'People read this'],
])('%s with %j is refused', async (file, code, reason) => {
  const said = await lintSnippet(file, code);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(reason);
});

it.each([
  ['apps/api/src/platform/config/config.ts', 'export const port = process.env;\n'],
  ['apps/kiosk-agent/src/config/config.ts', 'export const port = process.env;\n'],
  ['infra/scripts/start.mjs', 'export const port = process.env;\n'],
  ['apps/api/src/platform/queue/queue.test.ts', 'export const port = process.env;\n'],
  ['apps/api/src/main.ts', 'console.log(1);\n'],
  ['apps/api/src/print-first-sign-ins.ts', 'console.log(1);\n'],
  ['apps/kiosk-ui/vite.config.ts', 'export default {};\n'],
  ['apps/kiosk-ui/src/NextMove.svelte', '<p class="large" data-testid="next">1 · <kbd>Ctrl</kbd></p>\n'],
  ['apps/kiosk-ui/src/NextMove.svelte', "<p class={[String(1), 'large']}>{String('next')}</p>\n"],
  ['apps/kiosk-ui/src/next-move.svelte.ts', nothing],
  ['libs/totp/src/index.ts', nothing],
])('%s with %j passes', async (file, code) => {
  expect(await lintSnippet(file, code)).toEqual([]);
});
