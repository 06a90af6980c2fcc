import { existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { inRoot } from '../setup/root.mjs';
import { runNode } from '../setup/run.mjs';
import { tool } from '../setup/tool.mjs';
import { countTests } from './summary.mjs';

const report = inRoot('.build', 'vitest.json');

/** Runs the tests and answers with the exit code and the counts. Tests read from the environment what is missing here. */
export async function runVitest(args, { missing }) {
  rmSync(report, { force: true });
  const env = {
    ...process.env,
    ...(missing.length > 0 ? { DEPOT_TESTS_WITHOUT: missing.join(',') } : { DEPOT_TESTS_COMPLETE: '1' }),
  };
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const config = ['--root', inRoot(), '--config', inRoot('test/vitest.config.ts')];
  const { code } = await runNode(tool('vitest'), ['run', ...config, ...reporters, ...args], { env });
  return countTests(code, existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined);
}
