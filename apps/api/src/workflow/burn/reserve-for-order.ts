import type { AgentMessage } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { CustomerKeys } from '../../platform/vault/customer-keys.js';
import { together } from '../../platform/database/together.js';
import { loadStation } from '../../stations/load-station.js';
import { lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { reserveProfile } from './molto/reserve-profile.js';
import type { ReservedOrder } from './burn-message.js';
import { wantedBy } from './orders.js';
import type { OrderRecord } from './orders.js';
import { reserveToken } from './reserve-token.js';
import type { Reservation } from './reserve-token.js';

type Identified = Extract<AgentMessage, { type: 'identified' }>;

/** Somebody took the order back between two looks. */
class OrderOff extends Error {}

/**
 * Phase one as one transaction: the token that the agent identified becomes the job's, or the order says why not.
 * @returns the order as it is reserved, or why not; null when it is off
 */
export async function reserveForOrder(
  work: UnitOfWork,
  customerKeys: CustomerKeys,
  given: { order: OrderRecord; found: Identified; stationId: string; actor: Actor },
): Promise<{ order: ReservedOrder } | { because: string } | null> {
  const { order, found, stationId, actor } = given;
  try {
    return await work.run(async (trx) => {
      const [job, paused] = await together(lockJob(trx, order.job_id), whyPaused(trx, stationId));
      const result = paused ?? (await reserve(trx, job, { order, found, customerKeys }));
      const [updated] = await together(
        trx
          .updateTable('burn_order')
          .set(result.reserved ? reservedColumns(found, result) : declinedColumns(found, result, job))
          .where('id', '=', order.id)
          .where('status', '=', 'waiting')
          .returningAll()
          .executeTakeFirst(),
        recordEvents(trx, [
          {
            kind: result.reserved ? 'order.reserved' : 'order.declined',
            actor,
            batchId: job.batch_id,
            jobId: job.id,
            stationId,
            serial: found.serial,
            facts: factsOf(order, found, result),
          },
        ]),
      );
      if (updated === undefined) throw new OrderOff();
      if (!result.reserved) return { because: result.because };
      return { order: { ...updated, serial: found.serial, profile: result.profile } };
    });
  } catch (error) {
    // The token's reservation went with the transaction.
    if (error instanceof OrderOff) return null;
    throw error;
  }
}

/** A station that is paused burns nothing new; the token is laid down again when it goes on. */
async function whyPaused(trx: Trx, stationId: string): Promise<Reservation | null> {
  const { paused_note: note } = await loadStation(trx, stationId);
  return note === null ? null : { reserved: false, because: `The station is paused: ${note}`, asks: null };
}

async function reserve(
  trx: Trx,
  job: JobRecord,
  { order, found, customerKeys }: { order: OrderRecord; found: Identified; customerKeys: CustomerKeys },
): Promise<Reservation> {
  if (order.family !== 'molto2') return reserveToken(trx, job, found);
  const { serial, model, profiles } = found;
  if (profiles === null) {
    return { reserved: false, because: `Token ${serial} is no Molto2. Plug a Molto2 in.`, asks: null };
  }
  const { id: keyId } = await customerKeys.inUse(trx, job.tenant_id);
  return reserveProfile(trx, job, { found: { serial, model, profiles }, keyId });
}

function reservedColumns(found: Identified, result: Extract<Reservation, { reserved: true }>) {
  const { profile, overwrite, keyTrial, customerKey } = result;
  return {
    status: 'reserved' as const,
    serial: found.serial,
    reader: found.reader,
    ...{ profile, overwrite },
    key_trial: keyTrial,
    customer_key: customerKey,
    declined: null,
    declined_as: null,
    asks: null,
  };
}

/** The order waits on, for the token it was made for. */
function declinedColumns(found: Identified, result: Extract<Reservation, { reserved: false }>, job: JobRecord) {
  const asks = result.asks === null ? null : JSON.stringify(result.asks);
  const declinedAs = result.as === undefined ? null : JSON.stringify(result.as);
  return { declined: result.because, declined_as: declinedAs, asks, reader: found.reader, ...wantedBy(job) };
}

function factsOf(order: OrderRecord, found: Identified, result: Reservation): Record<string, unknown> {
  const { reader, model, clockOffset } = found;
  const facts = { order: order.id, reader, model, clockOffset };
  if (!result.reserved) return { ...facts, because: result.because };
  if (order.family !== 'molto2') return facts;
  return { ...facts, profile: result.profile, overwrite: result.overwrite, keyTrial: result.keyTrial };
}
