import './setup/node-version.mjs';
import process from 'node:process';
import { ensureBuilt } from './setup/built.mjs';
import { ensureInstalled } from './setup/installed.mjs';
import { say, script } from './setup/script.mjs';
import { ensureSystemPackages } from './system-packages/ensure.mjs';
import { summaryLine, verdict } from './test-run/summary.mjs';
import { runVitest } from './test-run/vitest.mjs';

await script(async () => {
  const requireAll = process.env.DEPOT_TESTS_REQUIRE_ALL === '1';
  await ensureInstalled();
  const missing = await ensureSystemPackages({ requireAll });
  await ensureBuilt();
  const result = await runVitest(process.argv.slice(2), { missing });
  const { code, reason } = verdict(result, { requireAll });
  if (reason) say(reason);
  // The last line, for people and programs that read only that.
  process.stdout.write(`${summaryLine(result)}\n`);
  return code;
});
