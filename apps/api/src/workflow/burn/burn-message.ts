import type { ServerMessage } from '@depot/contracts';
import type { Database } from '../../platform/database/database.js';
import { defaultKeyId } from '../../platform/vault/customer-keys.js';
import type { CustomerKeys } from '../../platform/vault/customer-keys.js';
import type { Vault } from '../../platform/vault/vault.js';
import { profileTitle } from './molto/profile-title.js';
import type { OrderRecord } from './orders.js';
import { sealForAgent } from './seal-for-agent.js';

export type BurnMessage = Extract<ServerMessage, { type: 'burn' }>;

/** An order whose token is reserved. */
export type ReservedOrder = OrderRecord & { serial: string; profile: number };

export interface Secrets {
  readonly vault: Vault;
  readonly customerKeys: CustomerKeys;
}

/** Phase two: seed and customer key are opened, sealed to the station's agent for that order and serial, and wiped. */
export async function burnMessage(
  db: Database,
  order: ReservedOrder,
  { vault, customerKeys }: Secrets,
): Promise<BurnMessage> {
  const job = await loadForBurn(db, order);
  const to = { key: job.sealing_key, order: order.id, serial: order.serial };
  const sealed = await vault.use(db, order.seed_id, (seed) => sealForAgent(seed, to));
  const message: BurnMessage = {
    type: 'burn',
    orderId: order.id,
    family: order.family,
    serial: order.serial,
    profile: order.profile,
    settings: { algorithm: job.algorithm, period: job.period, displaySeconds: job.display_seconds },
    sealed,
    title: null,
    overwrite: false,
    customerKey: null,
    triesLeft: null,
    keyTrial: false,
  };
  if (order.family !== 'molto2') return message;
  return {
    ...message,
    title: profileTitle({ number: job.number, upn: job.upn, displayName: job.display_name }, job.title),
    overwrite: order.overwrite,
    customerKey: await sealedKey(db, { order, tenantId: job.tenant_id, to }, customerKeys),
    triesLeft: job.tries_left,
    keyTrial: order.key_trial,
  };
}

/** Null where the vendor's default, which the agent knows, is in use. */
async function sealedKey(
  db: Database,
  { order, tenantId, to }: { order: ReservedOrder; tenantId: string; to: Parameters<typeof sealForAgent>[1] },
  customerKeys: CustomerKeys,
): Promise<string | null> {
  if (order.customer_key === null || order.customer_key === defaultKeyId) return null;
  return customerKeys.use(db, { tenantId, id: order.customer_key }, (key) => sealForAgent(key, to));
}

function loadForBurn(db: Database, order: ReservedOrder) {
  return db
    .selectFrom('job')
    .innerJoin('batch', 'batch.id', 'job.batch_id')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .innerJoin('burn_order', 'burn_order.job_id', 'job.id')
    .innerJoin('station', 'station.id', 'burn_order.station_id')
    .leftJoin('molto', 'molto.serial', 'burn_order.serial')
    .select([
      ...(['job.number', 'job.tenant_id', 'job.algorithm', 'job.period', 'job.display_seconds'] as const),
      ...(['batch.title', 'recipient.upn', 'recipient.display_name'] as const),
      ...(['station.sealing_key', 'molto.tries_left'] as const),
    ])
    .where('burn_order.id', '=', order.id)
    .executeTakeFirstOrThrow();
}
