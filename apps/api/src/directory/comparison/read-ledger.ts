import type { Database } from '../../platform/database/database.js';
import { directorySerial } from '../directory-serial.js';
import type { OurToken } from './compare.js';

export interface Ledger {
  readonly ours: readonly OurToken[];
  readonly known: ReadonlySet<string>;
}

/** What a tenant's directory should hold by our record. What changed since `begun` is left to the next comparison. */
export async function readLedger(db: Database, tenantId: string, begun: Date): Promise<Ledger> {
  const slots = await db
    .selectFrom('directory_token')
    .innerJoin('job', 'job.id', 'directory_token.job_id')
    .select(['job_id', 'directory_token.serial', 'status', 'user_id', 'device_id', 'directory_token.updated_at'])
    .where('job.tenant_id', '=', tenantId)
    .execute();
  const tokens = await db.selectFrom('token').select(['serial', 'profile', 'family']).execute();
  const known = new Set([...tokens.map(directorySerial), ...slots.map(({ serial }) => serial)]);
  const ours = slots.flatMap((slot): OurToken[] => {
    const { status } = slot;
    if (status === 'looking' || status === 'creating' || slot.updated_at > begun) return [];
    return [{ name: slot.serial, jobId: slot.job_id, deviceId: slot.device_id, userId: slot.user_id, status }];
  });
  const held = new Set(slots.map(({ job_id: jobId, serial }) => `${jobId} ${serial}`));
  const byHand = await registeredByHand(db, tenantId, begun);
  return { ours: [...ours, ...byHand.filter(({ jobId, name }) => !held.has(`${jobId} ${name}`))], known };
}

/** Registered in the portal before there was a connection. */
async function registeredByHand(db: Database, tenantId: string, begun: Date): Promise<OurToken[]> {
  const rows = await db
    .selectFrom('binding')
    .innerJoin('job', 'job.id', 'binding.job_id')
    .innerJoin('token', (join) =>
      join.onRef('token.serial', '=', 'binding.serial').onRef('token.profile', '=', 'binding.profile'),
    )
    .select(['binding.job_id', 'token.serial', 'token.profile', 'token.family'])
    .where('binding.tenant_id', '=', tenantId)
    .where('binding.ended_at', 'is', null)
    .where('job.accepted', '=', true)
    .where('job.route', '!=', 'qr')
    .where('job.updated_at', '<=', begun)
    .execute();
  return rows.map((row) => ({
    name: directorySerial(row),
    jobId: row.job_id,
    deviceId: null,
    userId: null,
    status: 'activated',
  }));
}
