import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { recordEvents } from '../../audit/record-event.js';
import type { Actor } from '../../audit/actor.js';
import type { Database, Trx } from '../../platform/database/database.js';
import type { OrderTable } from '../../platform/database/schema/burn-orders.js';
import { together } from '../../platform/database/together.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { isStationOnline } from '../../stations/station-presence.js';
import { outboxOrder } from '../../platform/queue/outbox.js';
import type { JobRecord } from '../job-record.js';

export type OrderRecord = Selectable<OrderTable>;

/** The channel on which replicas hear that an order is off. */
export const orderChannel = 'depot_order_off';

/** A caller on the line (a QR that Microsoft’s page will let expire) goes before the rest. */
const priorities = { qr: 0, 'own-seed': 10, import: 10 } as const;

/** What an order asks for until a token is reserved: the one the job holds already, else any, or the one that is named. */
export function wantedBy(job: JobRecord): { serial: string | null; profile: number | null } {
  if (job.serial !== null) return { serial: job.serial, profile: job.profile };
  return { serial: null, profile: job.family === 'molto2' ? job.wanted_profile : 0 };
}

/**
 * Makes the burn order of a job and names it for the station's queue. A token the job already holds is the only one it may go to.
 * @param named the token that somebody decided about, where that is known before the job holds one
 */
export async function makeOrder(
  trx: Trx,
  job: JobRecord & { station_id: string; seed_id: string },
  { actor, named }: { actor: Actor; named?: string },
): Promise<void> {
  const wanted = wantedBy(job);
  const order = {
    id: randomUUID(),
    job_id: job.id,
    station_id: job.station_id,
    seed_id: job.seed_id,
    generation: job.generation,
    family: job.family,
    ...wanted,
    serial: wanted.serial ?? named ?? null,
    priority: priorities[job.route],
    status: 'waiting' as const,
  };
  await together(
    trx.insertInto('burn_order').values(order).execute(),
    outboxOrder(trx, job.station_id, { orderId: order.id, attempt: 0 }),
    recordEvents(trx, [
      {
        kind: 'order.made',
        actor,
        batchId: job.batch_id,
        jobId: job.id,
        stationId: job.station_id,
        serial: order.serial,
        facts: { order: order.id },
      },
    ]),
  );
}

/** Tokens that were reserved for the job, never written and then not used give way to other jobs. */
export async function freeOtherTokens(trx: Trx, job: Pick<JobRecord, 'id' | 'serial' | 'profile'>): Promise<void> {
  await trx
    .deleteFrom('token')
    .where('job_id', '=', job.id)
    .where('status', '=', 'reserved')
    .where('seed_id', 'is', null)
    .where('kind', '=', 'programmable')
    .where((row) =>
      job.serial === null
        ? row.lit(true)
        : row.or([row('serial', '!=', job.serial), row('profile', '!=', job.profile)]),
    )
    .execute();
}

export function openOrder(db: Database, jobId: string): Promise<OrderRecord | undefined> {
  return db
    .selectFrom('burn_order')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('status', 'in', ['waiting', 'reserved'])
    .executeTakeFirst();
}

/**
 * Takes a job's waiting order back.
 * @throws ProblemError `move-refused` while the token is being written: what it holds would not be known.
 */
export async function takeOrderBack(trx: Trx, job: JobRecord): Promise<void> {
  const order = await openOrder(trx, job.id);
  if (order === undefined) return;
  const released = await trx
    .updateTable('burn_order')
    .set({ status: 'released' })
    .where('id', '=', order.id)
    .where('status', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  if (released === undefined) throw await isBeingWritten(trx, order);
  await freeOtherTokens(trx, job);
  await sql`SELECT pg_notify(${orderChannel}, ${JSON.stringify({ stationId: order.station_id, orderId: order.id })})`.execute(
    trx,
  );
}

/** A first burn is not its job's before it has ended. @throws ProblemError `move-refused` */
export async function refuseWhileWritten(trx: Trx, serial: string): Promise<void> {
  const order = await trx
    .selectFrom('burn_order')
    .select('station_id')
    .where('serial', '=', serial)
    .where('status', '=', 'reserved')
    .executeTakeFirst();
  if (order !== undefined) throw await isBeingWritten(trx, order);
}

async function isBeingWritten(trx: Trx, { station_id }: Pick<OrderRecord, 'station_id'>): Promise<ProblemError> {
  const written = (await isStationOnline(trx, station_id))
    ? 'The token is being written at this moment. Wait a few seconds, then try again.'
    : 'The station went away while it wrote the token. Pause the job: then it says which token to put back.';
  return new ProblemError('move-refused', written);
}
