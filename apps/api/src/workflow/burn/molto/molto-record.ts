import type { BurnReport } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../../../audit/actor.js';
import { recordEvents } from '../../../audit/record-event.js';
import type { Trx } from '../../../platform/database/database.js';
import type { MoltoTable } from '../../../platform/database/schema/molto.js';
import type { JobRecord } from '../../job-record.js';
import type { OrderRecord } from '../orders.js';

/** A report's codes that mean: the customer key was tried, and not taken. */
const refusals: readonly string[] = ['wrong-customer-key', 'locked'];

export type MoltoRecord = Selectable<MoltoTable>;

/** The device for the length of the caller's transaction: whoever else would choose a profile on it waits. The job is locked first. */
export function lockMolto(trx: Trx, device: { serial: string; model: string }): Promise<MoltoRecord> {
  const { serial, model } = device;
  return trx
    .insertInto('molto')
    .values({ serial, model, tries_left: null, refused_key: null })
    .onConflict((conflict) => conflict.column('serial').doUpdateSet({ model, seen_at: new Date() }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What a report says of the customer key: kept with the device, and on the record where it is bad news. */
export async function keepTries(
  trx: Trx,
  of: { job: JobRecord; order: OrderRecord; report: BurnReport; actor: Actor },
): Promise<void> {
  const { job, order, report, actor } = of;
  if (order.family !== 'molto2') return;
  const device = trx.updateTable('molto').where('serial', '=', report.serial);
  if (report.outcome === 'burned') {
    // A key that fits gives the device all its tries back.
    await device.set({ tries_left: null, refused_key: null }).execute();
    return;
  }
  // Anything else was not heard from the device.
  if (report.triesLeft === null || !refusals.includes(report.code)) return;
  await device.set({ tries_left: report.triesLeft, refused_key: order.customer_key }).execute();
  await recordEvents(trx, [
    {
      kind: 'token.key-refused',
      actor,
      batchId: job.batch_id,
      jobId: job.id,
      stationId: order.station_id,
      serial: report.serial,
      facts: { order: order.id, code: report.code, triesLeft: report.triesLeft },
    },
  ]);
}
