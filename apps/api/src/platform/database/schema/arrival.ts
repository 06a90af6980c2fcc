import type { WithDefault } from './columns.js';

/** The code with which a recipient says that their token came, or that they ordered none; a new parcel makes a new one. */
export interface ArrivalCodeTable {
  job_id: string;
  /** How many codes the job has had: what the code is computed from, besides the job. */
  generation: number;
  /** A keyed hash: without the keyring nobody can try codes out on it. */
  print: string;
  made_at: WithDefault<Date>;
}

export interface ArrivalTables {
  arrival_code: ArrivalCodeTable;
}
