import type { Algorithm, Period, TokenFamily } from '@depot/contracts';
import type { WithDefault } from './columns.js';

export interface TokenTable {
  serial: string;
  profile: number;
  /** Null for classic tokens. */
  family: WithDefault<TokenFamily | null>;
  kind: 'programmable' | 'classic';
  model: string | null;
  manufacturer: string | null;
  status: 'stock' | 'reserved' | 'bound' | 'returned' | 'retired';
  algorithm: Algorithm;
  period: Period;
  /** Seconds its clock is ahead of ours. */
  drift: number | null;
  /** The seed it is known to hold, as far as the vault has it. */
  seed_id: string | null;
  job_id: string | null;
  first_seen_at: WithDefault<Date>;
}

/** Tokens that something is wrong with: no job gets them. A device is set aside with all its profiles. */
export interface QuarantineTable {
  serial: string;
  reason: string;
  since: WithDefault<Date>;
}

/** (serial, profile, tenant) ↔ recipient; one live row each. */
export interface BindingTable {
  id: string;
  serial: string;
  profile: number;
  tenant_id: string;
  recipient_id: string;
  job_id: string;
  bound_at: WithDefault<Date>;
  ended_at: Date | null;
  ended_reason: string | null;
}

export interface TokenTables {
  token: TokenTable;
  quarantine: QuarantineTable;
  binding: BindingTable;
}
