import { cpus } from 'node:os';
import type { Engine } from '../stores/engines.js';
import { benchBurn } from './burn.js';
import { benchCodes } from './codes.js';
import { benchEvents } from './events.js';
import { benchFloor } from './floor.js';
import { benchGrowth } from './growth.js';
import { benchImport } from './import.js';
import { benchLine } from './line.js';
import { readOptions, usage } from './options.js';
import type { BenchOptions, Measure } from './options.js';
import { benchPage } from './page.js';
import { benchQueries } from './queries.js';

type Run = (store: Engine, jobs: number) => Promise<Readonly<Record<string, number>>>;

const runs: Readonly<Record<Measure, Run>> = {
  line: benchLine,
  growth: benchGrowth,
  codes: (store) => benchCodes(store, 400),
  queries: (store) => benchQueries(store, { tokens: 50_000, times: 100 }),
  events: (store) => benchEvents(store, { stations: 50, viewers: 200, moves: 60 }),
  burn: (store) => benchBurn(store, 30),
  page: benchPage,
  floor: benchFloor,
  import: (store) => benchImport(store, [5000, 50_000]),
};

/** Measures what the depot costs, one JSON object a line. */
async function main(): Promise<number> {
  let options: BenchOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const { length } = cpus();
  console.log(JSON.stringify({ node: process.version, cores: length, cpu: cpus()[0]?.model, at: new Date() }));
  for (const store of options.stores) {
    for (const measure of options.measures) {
      console.log(JSON.stringify({ store, measure, ...(await runs[measure](store, options.jobs)) }));
    }
  }
  return 0;
}

process.exit(await main());
