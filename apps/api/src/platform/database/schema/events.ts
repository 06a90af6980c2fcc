import type { JobState } from '@depot/contracts';
import type { Generated } from 'kysely';
import type { Json, WithDefault } from './columns.js';

export interface EventTable {
  id: Generated<number>;
  at: WithDefault<Date>;
  kind: string;
  actor_kind: 'person' | 'agent' | 'depot' | 'recipient' | 'key';
  actor_id: string | null;
  actor_name: string;
  actor_address: string | null;
  batch_id: string | null;
  job_id: string | null;
  station_id: string | null;
  serial: string | null;
  state: JobState | null;
  facts: Json<Record<string, unknown>>;
  /** Null once `facts` were erased: without it nobody can try out what they were. */
  salt: Uint8Array | null;
}

/** Committed events in their final order, each hashed onto the one before. */
export interface ChainTable {
  seq: number;
  event_id: number;
  commitment: Uint8Array;
  hash: Uint8Array;
}

/** Events that the sequencer has yet to chain; a row leaves when its event is in the chain. */
export interface PendingEventTable {
  event_id: number;
}

export interface EventTables {
  event: EventTable;
  event_chain: ChainTable;
  event_pending: PendingEventTable;
}
