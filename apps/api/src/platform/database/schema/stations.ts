import type { ReaderView, SelfTestFinding } from '@depot/contracts';
import type { ColumnType, JSONColumnType } from 'kysely';
import type { Json, WithDefault } from './columns.js';

export interface StationTable {
  id: string;
  name: string;
  signing_key: JSONColumnType<{ kty: 'OKP'; crv: 'Ed25519'; x: string }>;
  sealing_key: JSONColumnType<{ kty: 'OKP'; crv: 'X25519'; x: string }>;
  paused_note: string | null;
  revoked_at: Date | null;
  /** The replica that holds the agent's socket; null while the station is offline. */
  replica: string | null;
  version: string | null;
  bench_url: string | null;
  trouble: string | null;
  readers: Json<ReaderView[]>;
  last_seen_at: Date | null;
  /** The session of its kiosk, the SHA-256 of the cookie's secret; until `kiosk_until` it serves recipients alone. */
  kiosk_id: WithDefault<string | null>;
  kiosk_until: WithDefault<Date | null>;
  created_at: WithDefault<Date>;
}

/** The last self-test of a station's agent. */
export interface SelfTestTable {
  station_id: string;
  id: string;
  asked_at: WithDefault<Date>;
  ended_at: Date | null;
  findings: ColumnType<SelfTestFinding[], string | undefined, string>;
}

export interface PairingCodeTable {
  code_hash: string;
  name: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface StationTables {
  station: StationTable;
  self_test: SelfTestTable;
  pairing_code: PairingCodeTable;
}
