import { existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { environmentFor } from '../other-node/environment.mjs';
import { inRoot } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';
import { tool } from '../setup/tool.mjs';
import { countTests } from './summary.mjs';

const report = inRoot('.build', 'vitest.json');

/**
 * Runs the tests and answers with the exit code and the counts. Tests read from the environment what is missing here.
 * `node`: the program to run them and everything they start, this one where it names none.
 */
export async function runVitest(args, { missing, node: { program } }) {
  rmSync(report, { force: true });
  const env = {
    ...(program ? environmentFor(program) : process.env),
    ...(missing.length > 0 ? { DEPOT_TESTS_WITHOUT: missing.join(',') } : { DEPOT_TESTS_COMPLETE: '1' }),
  };
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const config = ['--root', inRoot(), '--config', inRoot('test/vitest.config.ts')];
  const command = [tool('vitest'), 'run', ...config, ...reporters, ...args];
  const { code } = await run(program ?? process.execPath, command, { env });
  return countTests(code, existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined);
}
