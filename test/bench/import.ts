import { randomBytes } from 'node:crypto';
import type { SeedFileView } from '@depot/contracts';
import { rehearseSeedFile, takeJudged } from '../depot/seed-files.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';
import { rounded } from './percentile.js';
import { insertAgain } from './raw-insert.js';
import { watchMemory } from './resident-memory.js';
import { withStores } from './store-access.js';

const often = 5;

/**
 * A vendor's file through the API: uploaded, judged, taken. Beside it the rows that this left on the record (tokens, sealed seeds; then
 * with their events), written once more by bare inserts of many rows. And how far the API's memory rose on the way.
 */
export async function benchImport(store: Engine, sizes: readonly number[]): Promise<Readonly<Record<string, number>>> {
  const figures: Record<string, number> = {};
  for (const rows of sizes) Object.assign(figures, await importOf(store, rows));
  return figures;
}

function importOf(store: Engine, rows: number): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, {}, async ({ engine, depot }) => {
    const { admin } = depot.clients;
    // What a process does for the first time is not what is measured.
    await takeJudged(admin, (await rehearseSeedFile(admin, vendorFile(makeClassicTokens(500, randomBytes)))).id);
    const file = vendorFile(makeClassicTokens(rows, randomBytes));
    const memory = watchMemory(depot.processes[0]?.program.process.pid ?? 0);
    const begun = performance.now();
    const judged = await rehearseSeedFile(admin, file, 'bench.csv', often);
    const judgedAt = performance.now();
    const taken: SeedFileView = await takeJudged(admin, judged.id, often);
    const takenAt = performance.now();
    if (taken.status !== 'taken' || taken.good !== rows) throw new Error('Not every row was taken.');
    const megabytes = memory();
    await depot.processes[0]?.stop();
    const raw = await withStores(engine, depot.folder, async ({ pools }) => {
      const kept = await insertAgain(pools.record, ['token', 'seed'], rows);
      const events = await insertAgain(pools.record, ['event'], rows);
      return { kept, whole: kept + events };
    });
    const seconds = (takenAt - judgedAt) / 1000;
    return {
      [`rows${String(rows)}JudgedPerSecond`]: rounded((rows * 1000) / (judgedAt - begun), 0),
      [`rows${String(rows)}TakenPerSecond`]: rounded(rows / seconds, 0),
      [`rows${String(rows)}RawPerSecond`]: rounded(rows / raw.kept, 0),
      [`rows${String(rows)}RawWithEventsPerSecond`]: rounded(rows / raw.whole, 0),
      ...(megabytes && {
        [`rows${String(rows)}PeakMegabytes`]: rounded(megabytes.most, 0),
        [`rows${String(rows)}RiseMegabytes`]: rounded(megabytes.rise, 0),
      }),
      [`rows${String(rows)}Ratio`]: rounded(raw.kept / seconds, 2),
      [`rows${String(rows)}RatioWithEvents`]: rounded(raw.whole / seconds, 2),
    };
  });
}
