import process from 'node:process';
import { run, runNode } from './run.mjs';

/** Runs npm to its end; what it says goes to stderr. Answers with its exit code. */
export async function npm(args) {
  const quietly = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  // Under `npm start` npm names its own file; called by hand, it is on the path (a .cmd on Windows, which needs a shell).
  const file = process.env.npm_execpath;
  const { code } = file?.endsWith('npm-cli.js')
    ? await runNode(file, quietly, { output: 'stderr' })
    : await run('npm', quietly, { output: 'stderr', shell: process.platform === 'win32' });
  return code;
}
