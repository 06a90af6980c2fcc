import process from 'node:process';
import { root } from './root.mjs';
import { run, runNode } from './run.mjs';

/** Runs npm to its end and answers with its exit code. What it says goes to stderr, or is collected. */
export async function npm(args, { cwd = root, output = 'stderr' } = {}) {
  const quietly = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  // Under `npm start` npm names its own file; called by hand, it is on the path (a .cmd on Windows, which needs a shell).
  const file = process.env.npm_execpath;
  return file?.endsWith('npm-cli.js')
    ? runNode(file, quietly, { cwd, output })
    : run('npm', quietly, { cwd, output, shell: process.platform === 'win32' });
}
