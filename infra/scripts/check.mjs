import './setup/node-version.mjs';
import process from 'node:process';
import { ensureInstalled } from './setup/installed.mjs';
import { inRoot } from './setup/root.mjs';
import { runNode } from './setup/run.mjs';
import { script } from './setup/script.mjs';
import { tool } from './setup/tool.mjs';

const ui = { from: 'apps/kiosk-ui' };

// The rest reads the types that the first one writes, and can then run at once.
const first = check('types', 'typescript', ['-b'], { command: 'tsc' });
const rest = [
  check('types of the screens', 'svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings'], ui),
  check('lint', 'eslint', ['.', '--config', 'infra/eslint.config.js', '--max-warnings', '0']),
  check('format', 'prettier', ['--check', '.']),
];

await script(async () => {
  await ensureInstalled();
  const results = [await first(), ...(await Promise.all(rest.map((start) => start())))];
  for (const { title, code, text } of results)
    process.stdout.write(`${code === 0 ? 'ok    ' : 'failed'}  ${title}\n${code === 0 ? '' : text}`);
  return results.every(({ code }) => code === 0) ? 0 : 1;
});

function check(title, name, args, { from = '.', command } = {}) {
  return async () => {
    const { code, text } = await runNode(tool(name, { from, command }), args, { cwd: inRoot(from), output: 'collect' });
    return { title, code, text };
  };
}
