import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { DirectoryTokenTable } from '../../platform/database/schema/graph.js';
import { PassingProblem } from '../../platform/http/problem-error.js';
import type { JobRecord } from '../../workflow/job-record.js';

/** What the record knows of a job's token in the directory. */
export type Slot = Selectable<DirectoryTokenTable>;
/** Of a job, and of the one among its tokens that has this serial in the directory. */
export type SlotKey = Pick<Slot, 'job_id' | 'serial'>;
export type SlotChange = Updateable<Omit<DirectoryTokenTable, 'job_id' | 'serial' | 'lease' | 'lease_until'>>;

/** A lease is renewed well before it ends; one whose holder was killed is free again after this. */
const leaseSeconds = 12;
const renewMs = 4000;
const waitMs = 100;
/** Whoever holds it may wait for Graph's budget meanwhile. */
const longestMs = 300_000;

export async function findSlot(db: Database, key: SlotKey): Promise<Slot | null> {
  const slot = await db
    .selectFrom('directory_token')
    .selectAll()
    .where('job_id', '=', key.job_id)
    .where('serial', '=', key.serial)
    .executeTakeFirst();
  return slot ?? null;
}

/** Of the token that holds the job's seed of now. */
export async function currentSlot(db: Database, job: JobRecord): Promise<Slot | null> {
  if (job.seed_id === null) return null;
  const slot = await db
    .selectFrom('directory_token')
    .selectAll()
    .where('job_id', '=', job.id)
    .where('seed_id', '=', job.seed_id)
    .executeTakeFirst();
  return slot ?? null;
}

/** Makes the row of a job's token where there is none yet. */
export async function makeSlot(db: Database, job: JobRecord & { seed_id: string }, serial: string): Promise<void> {
  await db
    .insertInto('directory_token')
    .values({ job_id: job.id, seed_id: job.seed_id, serial, status: 'looking' })
    .onConflict((conflict) => conflict.columns(['job_id', 'serial']).doNothing())
    .execute();
}

export async function changeSlot(db: Database, key: SlotKey, change: SlotChange): Promise<void> {
  await db
    .updateTable('directory_token')
    .set({ ...change, updated_at: sql<Date>`clock_timestamp()` })
    .where('job_id', '=', key.job_id)
    .where('serial', '=', key.serial)
    .execute();
}

/**
 * Holds a job's token in the directory for the length of `work`, so that no two processes make it at once.
 * @throws PassingProblem when somebody else holds it for long
 */
export async function holding<T>(db: Database, key: SlotKey, work: () => Promise<T>): Promise<T> {
  const lease = randomUUID();
  const until = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
  const take = (): Promise<unknown> =>
    db
      .updateTable('directory_token')
      .set({ lease, lease_until: until })
      .where('job_id', '=', key.job_id)
      .where('serial', '=', key.serial)
      .where((row) =>
        row.or([
          row('lease', 'is', null),
          row('lease', '=', lease),
          row('lease_until', '<', sql<Date>`clock_timestamp()`),
        ]),
      )
      .returning('job_id')
      .executeTakeFirst();
  for (let waited = 0; (await take()) === undefined; waited += waitMs) {
    if (waited > longestMs) throw new PassingProblem('directory-away', 'The token is being made in Entra just now.');
    await pause(waitMs);
  }
  const renewal = setInterval(() => void take().catch(() => undefined), renewMs);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await db
      .updateTable('directory_token')
      .set({ lease: null, lease_until: null })
      .where('job_id', '=', key.job_id)
      .where('serial', '=', key.serial)
      .where('lease', '=', lease)
      .execute();
  }
}
