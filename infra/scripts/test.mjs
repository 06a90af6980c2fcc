import './setup/node-version.mjs';
import process from 'node:process';
import { ensureNode } from './other-node/ensure.mjs';
import { ensureBuilt } from './setup/built.mjs';
import { ensureInstalled } from './setup/installed.mjs';
import { inRoot } from './setup/root.mjs';
import { say, script } from './setup/script.mjs';
import { ensureBinding } from './system-packages/binding.mjs';
import { ensureSystemPackages } from './system-packages/ensure.mjs';
import { readOptions } from './test-run/options.mjs';
import { shortList } from './test-run/short-list.mjs';
import { failureLines, sum, summaryLine, verdict } from './test-run/summary.mjs';
import { runVitest } from './test-run/vitest.mjs';

const thisNode = { version: process.versions.node };

await script(async () => {
  const requireAll = process.env.DEPOT_TESTS_REQUIRE_ALL === '1';
  const { on, also, rest } = readOptions(process.argv.slice(2));
  // Before the packages of npm, one of which is compiled against them.
  const lacking = await ensureSystemPackages({ requireAll });
  await ensureInstalled();
  const missing = [...lacking, ...(await ensureBinding(lacking, { requireAll }))];
  await ensureBuilt();
  const runs = [];
  for (const major of on) runs.push({ node: await ensureNode(major), args: rest });
  if (on.length === 0) runs.push({ node: thisNode, args: rest });
  for (const major of also) runs.push({ node: await ensureNode(major), args: shortList });

  const results = [];
  for (const { node, args } of runs) {
    if (runs.length > 1) say(`\nOn Node ${node.version}:`);
    results.push(await runVitest(args, { missing, node }));
  }
  if (runs.length > 1) runs.forEach(({ node }, at) => say(`Node ${node.version}: ${summaryLine(results[at])}`));
  const total = sum(results);
  for (const line of failureLines(total, inRoot())) say(line);
  const { code, reason } = verdict(total, { requireAll });
  if (reason) say(reason);
  // The last line, for people and programs that read only that.
  process.stdout.write(`${summaryLine(total)}\n`);
  return code;
});
