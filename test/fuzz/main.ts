import { readOptions, usage } from './options.js';
import { printFuzz } from './print-fuzz.js';
import { runFuzz } from './run-fuzz.js';
import type { FuzzRun } from './run-fuzz.js';

/** Types nonsense and worse into every door of a depot. Exit 0 only if all of it was answered as it should be. */
async function main(): Promise<number> {
  let run: FuzzRun;
  try {
    run = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  try {
    console.log(printFuzz(await runFuzz(run, (door) => process.stderr.write(`  ${door}\n`))));
    return 0;
  } catch (error) {
    console.error(`--seed ${String(run.seed)} --inputs ${String(run.inputs)}\n`, error);
    return 1;
  }
}

process.exit(await main());
