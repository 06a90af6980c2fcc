import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { RunningEngine } from '../stores/engines.js';

const tables = ['job', 'burn_order', 'station', 'outbox', 'token', 'event'];

/** Keeps what explains a failed run: what the programs printed, and on PostgreSQL the record. @returns the folder */
export async function keepEvidence(
  depot: ThrowAwayDepot,
  { postgres }: RunningEngine,
  { store, seed }: { store: string; seed: number },
): Promise<string> {
  const folder = join(tmpdir(), `depot-faults-${store}-${String(seed)}-${String(process.pid)}`);
  await mkdir(folder, { recursive: true });
  for (const [at, each] of depot.processes.entries()) {
    await writeFile(join(folder, `api-${String(at)}.log`), each.program.output());
  }
  for (const [at, station] of depot.stations.entries()) {
    const readers = await station.bench.state().catch((error: unknown) => String(error));
    await writeFile(join(folder, `agent-${String(at)}.log`), `${station.program.output()}\n${JSON.stringify(readers)}`);
  }
  if (postgres === null) return folder;
  for (const table of tables) {
    const rows = execFileSync('psql', [postgres.url, '-x', '-c', `SELECT * FROM depot.${table}`]);
    await writeFile(join(folder, `${table}.txt`), rows);
  }
  return folder;
}
