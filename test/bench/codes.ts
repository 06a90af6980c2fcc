import type { JobPage, JobView } from '@depot/contracts';
import { codeAt, decodeBase32 } from '@depot/totp';
import { randomBytes } from 'node:crypto';
import { takeSeedFile } from '../depot/seed-files.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { sampleRecipients } from '../depot/hands.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';
import { percentile, rounded } from './percentile.js';

/** People typing codes at once. */
const atOnce = 4;

/** A right code checked over HTTP, four at a time: each opens its seed, moves its job and is on the record. */
export function benchCodes(store: Engine, codes: number): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, { stations: [1] }, async ({ depot }) => {
    const tokens = await waitingForCodes(depot, codes);
    const took: number[] = [];
    const queue = [...tokens];
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let token = queue.pop(); token !== undefined; token = queue.pop()) {
          const code = codeAt(token.seed, { algorithm: 'SHA1', digits: 6, period: token.period }, Date.now() / 1000);
          const sent = performance.now();
          await depot.clients.operator.post(`jobs/${token.jobId}/codes`, { code });
          took.push(performance.now() - sent);
        }
      }),
    );
    const seconds = (performance.now() - begun) / 1000;
    return {
      codes,
      requestsPerSecond: rounded(codes / seconds, 0),
      medianMs: rounded(percentile(took, 0.5), 1),
      p95Ms: rounded(percentile(took, 0.95), 1),
    };
  });
}

interface Waiting {
  readonly jobId: string;
  readonly seed: Uint8Array;
  readonly period: 30 | 60;
}

/** So many classic tokens, imported, each waiting for its code. */
async function waitingForCodes(depot: ThrowAwayDepot, count: number): Promise<Waiting[]> {
  const { admin, manager, operator } = depot.clients;
  const [station] = depot.stations;
  const tokens = makeClassicTokens(count, randomBytes);
  await takeSeedFile(admin, vendorFile(tokens), 'bench.csv');
  await manager.post('batches', { name: 'Bench', route: 'import', csv: sampleRecipients(count, () => 'import') });
  const waiting: Waiting[] = [];
  for (const token of tokens) {
    const job = await operator.post<JobView>(`stations/${station?.id ?? ''}/next`, {});
    await operator.post(`jobs/${job.id}/choose`, { serial: token.serial });
    waiting.push({ jobId: job.id, seed: decodeBase32(token.seedBase32), period: token.period });
  }
  for (;;) {
    const { total } = await operator.get<JobPage>('jobs?state=verifying');
    if (total === count) return waiting;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
