import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventView, JobPage, JobView } from '@depot/contracts';
import { decodeBase32 } from '@depot/totp';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { Desk } from './desk.js';

/** What may be on a job's record once and no more. */
const onceOnly = ['job.recorded', 'job.shipped', 'job.arrived', 'seed.destroyed', 'seed.sealed'] as const;

interface Plastic {
  /** In hex. */
  readonly seed: string;
  readonly isClassic: boolean;
}

interface Told {
  readonly job: JobView;
  readonly events: readonly EventView[];
}

/**
 * What is wrong in the end, in sentences; none when the line held: every job arrived, no token holds a seed that is not
 * its job's, nothing was recorded, shipped or destroyed twice, and no order was written on a token it had not reserved.
 */
export async function judge(depot: ThrowAwayDepot, desks: readonly Desk[]): Promise<string[]> {
  const told = await tellJobs(depot);
  const plastic = await seedsInPlastic(depot);
  const ours = new Set(told.flatMap(({ job }) => (job.serial === null ? [] : [job.serial])));
  return [
    ...told.flatMap((one) => judgeJob(one, plastic, desks)),
    ...repeated(told.map(({ job }) => job.serial)).map((serial) => `Token ${serial} serves two jobs.`),
    ...[...plastic]
      .filter(([serial, { isClassic }]) => !isClassic && !ours.has(serial))
      .map(([serial]) => `Token ${serial} holds a seed and serves no job.`),
  ];
}

function judgeJob({ job, events }: Told, plastic: ReadonlyMap<string, Plastic>, desks: readonly Desk[]): string[] {
  const name = `Job ${String(job.number)} (${job.route})`;
  const wrong: string[] = [];
  if (job.state !== 'arrived' || job.seed !== 'destroyed') wrong.push(`${name} is ${job.state}, its seed ${job.seed}.`);
  for (const kind of onceOnly) {
    const count = events.filter((event) => event.kind === kind).length;
    const expected = kind === 'seed.sealed' && job.route === 'import' ? 0 : 1;
    if (count !== expected) wrong.push(`${name} has ${String(count)} × ${kind}.`);
  }
  const reserved = new Set(events.filter(({ kind }) => kind === 'order.reserved').map(({ serial }) => serial));
  const serial = job.serial ?? '';
  if (job.route !== 'import' && !reserved.has(serial)) wrong.push(`${name} was written on ${serial}, never reserved.`);
  const held = plastic.get(serial)?.seed;
  const expected = expectedSeed(job, desks);
  if (expected !== held) {
    wrong.push(`${name}: token ${serial} holds ${held === undefined ? 'no seed' : 'another seed than its job’s'}.`);
  }
  return wrong;
}

/** In hex, as far as somebody outside the depot knows it: the user's page, or the portal that was given the CSV. */
function expectedSeed(job: JobView, desks: readonly Desk[]): string | undefined {
  for (const desk of desks) {
    const page = desk.pages.get(`${job.id} ${String(job.generation)}`);
    const base32 = job.route === 'qr' ? page?.secretBase32 : desk.exported.get(job.serial ?? '');
    // A token's memory has 20 bytes and ends in zeros where the seed is shorter: to HMAC the two are the same key.
    if (base32 !== undefined) return Buffer.from(decodeBase32(base32)).toString('hex').padEnd(40, '0');
  }
  return undefined;
}

async function tellJobs(depot: ThrowAwayDepot): Promise<Told[]> {
  const { operator } = depot.clients;
  const told: Told[] = [];
  for (let page = 1; ; page += 1) {
    const { jobs, total } = await operator.get<JobPage>(`jobs?page=${String(page)}`);
    for (const { id } of jobs) {
      const job = await operator.get<JobView>(`jobs/${id}`);
      told.push({ job, events: await operator.get<EventView[]>(`jobs/${id}/timeline`) });
    }
    if (jobs.length === 0 || told.length >= total) return told;
  }
}

/** What the virtual plastic really holds, by serial, in hex: read off the drawers' own files. */
async function seedsInPlastic(depot: ThrowAwayDepot): Promise<Map<string, Plastic>> {
  const plastic = new Map<string, Plastic>();
  for (const { folder } of depot.stations) {
    const { tokens } = JSON.parse(await readFile(join(folder, 'virtual-tokens.json'), 'utf8')) as {
      tokens: { kind: string; serial: string; seed: string }[];
    };
    for (const { kind, serial, seed } of tokens) {
      if (seed !== '') plastic.set(serial, { seed: seed.padEnd(40, '0'), isClassic: kind === 'classic' });
    }
  }
  return plastic;
}

function repeated(serials: readonly (string | null)[]): string[] {
  const known = serials.filter((serial) => serial !== null);
  return [...new Set(known.filter((serial, at) => known.indexOf(serial) !== at))];
}
