import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { root } from './root.mjs';
import { run, runNode } from './run.mjs';

/** Where this Node's own headers are, so that what npm compiles needs none from elsewhere; nothing where it came without. */
export function headersOfNode() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {};
}

/** Runs npm to its end and answers with its exit code. What it says goes to stderr, or is collected. */
export async function npm(args, { cwd = root, output = 'stderr' } = {}) {
  const quietly = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  // Under `npm start` npm names its own file; called by hand, it is on the path (a .cmd on Windows, which needs a shell).
  const file = process.env.npm_execpath;
  const env = { ...process.env, ...headersOfNode() };
  return file?.endsWith('npm-cli.js')
    ? runNode(file, quietly, { cwd, env, output })
    : run('npm', quietly, { cwd, env, output, shell: process.platform === 'win32' });
}
