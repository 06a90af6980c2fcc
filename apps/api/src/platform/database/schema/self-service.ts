import type { WithDefault } from './columns.js';

/** A recipient's one-time code for one job; one that is not void for each job. */
export interface SelfCodeTable {
  id: string;
  job_id: string;
  /** A keyed hash: without the keyring nobody can try codes out on it. */
  print: string;
  made_at: WithDefault<Date>;
  expires_at: Date;
  sign_ins: WithDefault<number>;
  voided_at: Date | null;
  /** When the recipient proved the token. */
  proved_at: Date | null;
  /** When the job was closed as handed over: its token was never out of the recipient's hand. */
  handed_over_at: Date | null;
}

/** A recipient at a kiosk: one for each station, and one for each job. */
export interface SelfVisitTable {
  /** SHA-256 of the cookie's secret. */
  id: string;
  code_id: string;
  job_id: string;
  station_id: string;
  /** The kiosk's session it came in by. */
  kiosk_id: string;
  /** The recipient's last touch. */
  seen_at: Date;
}

export interface SelfServiceTables {
  self_code: SelfCodeTable;
  self_visit: SelfVisitTable;
}
