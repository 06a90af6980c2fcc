import { readOptions, usage } from './options.js';
import { makeProgress } from './progress.js';
import { printTable, summarise } from './report.js';
import { runDemo } from './run-demo.js';

/** The line in a terminal. Exit 0 only if every job arrived, and what Entra has of them is active, once. */
async function main(): Promise<number> {
  let options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const result = await runDemo(options, makeProgress(options.jobs, process.stderr));
  const summary = summarise(result);
  console.log(options.json ? JSON.stringify(summary) : printTable(summary));
  const { entra } = summary;
  const once = entra === null || (entra.activated === entra.devices && entra.twice === 0);
  return summary.arrived === options.jobs && once ? 0 : 1;
}

process.exit(await main());
