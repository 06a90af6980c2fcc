import type { Engine } from '../stores/engines.js';
import { readOptions, usage } from './options.js';
import type { FaultOptions } from './options.js';
import { printResult } from './print-result.js';
import { runFaults } from './run-faults.js';

/** Breaks a depot in a terminal. Exit 0 only if the line held on every store. */
async function main(): Promise<number> {
  let options: FaultOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const { stores, faults, json, seed, jobs } = options;
  let held = true;
  for (const [at, store] of stores.entries()) {
    const run = { store, seed: seed + at, faults: shareOf(faults, at, stores), jobs };
    let count = 0;
    const result = await runFaults(run, (fault) => {
      count += 1;
      if (!json) process.stderr.write(`  ${store}  ${String(count)}/${String(run.faults)}  ${fault}\n`);
    });
    console.log(json ? JSON.stringify(result) : printResult(result));
    held &&= result.wrong.length === 0;
  }
  return held ? 0 : 1;
}

function shareOf(faults: number, at: number, stores: readonly Engine[]): number {
  return Math.floor(faults / stores.length) + (at < faults % stores.length ? 1 : 0);
}

process.exit(await main());
