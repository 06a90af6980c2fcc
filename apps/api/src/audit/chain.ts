import { createHash } from 'node:crypto';
import { encodeCanonical } from './canonical.js';

/** What of an event the chain commits to with a salt: erasing these and the salt leaves the chain whole. */
export interface CommittedPayload {
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly actor_address: string | null;
  readonly facts: unknown;
}

/** What of an event the chain hashes openly. */
export interface ChainedEvent {
  readonly id: number;
  /** ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it. */
  readonly at: string;
  readonly kind: string;
  readonly actor_kind: string;
  readonly batch_id: string | null;
  readonly job_id: string | null;
  readonly station_id: string | null;
  readonly serial: string | null;
  readonly state: string | null;
}

/** The hash before the first link: 32 zero bytes. */
export const genesis: Uint8Array = new Uint8Array(32);

/** SHA-256(salt ‖ canonical JSON of the payload), 32 bytes. */
export function commit(salt: Uint8Array, payload: CommittedPayload): Uint8Array {
  const { actor_id, actor_name, actor_address, facts } = payload;
  return createHash('sha256')
    .update(salt)
    .update(encodeCanonical({ actor_id, actor_name, actor_address, facts }))
    .digest();
}

/** One link: SHA-256(previous hash ‖ canonical JSON of seq, the open fields and the commitment), 32 bytes. */
export function link(previous: Uint8Array, seq: number, event: ChainedEvent, commitment: Uint8Array): Uint8Array {
  const open = {
    seq,
    id: event.id,
    at: event.at,
    kind: event.kind,
    actor_kind: event.actor_kind,
    batch_id: event.batch_id,
    job_id: event.job_id,
    station_id: event.station_id,
    serial: event.serial,
    state: event.state,
    commitment: Buffer.from(commitment).toString('hex'),
  };
  return createHash('sha256').update(previous).update(encodeCanonical(open)).digest();
}
