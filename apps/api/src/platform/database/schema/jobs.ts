import type { Algorithm, DisplaySeconds, JobState, Period, Route, TokenFamily } from '@depot/contracts';
import type { Generated } from 'kysely';
import type { WithDefault } from './columns.js';

export interface JobTable {
  id: string;
  number: Generated<number>;
  batch_id: string;
  tenant_id: string;
  recipient_id: string;
  route: Route;
  state: JobState;
  /** Counts entries into states that start a step; part of the task's id. */
  attempt: WithDefault<number>;
  /** False from the move that starts a step until the step has done its work. */
  step_done: WithDefault<boolean>;
  station_id: string | null;
  serial: string | null;
  /** Says something once `serial` is there. */
  profile: WithDefault<number>;
  /** Of a token with many profiles, the one somebody named; null for the lowest that is free. */
  wanted_profile: WithDefault<number | null>;
  /** The programmable tokens it is burned on; says nothing on the import route. */
  family: WithDefault<TokenFamily>;
  seed_id: string | null;
  generation: WithDefault<number>;
  algorithm: WithDefault<Algorithm>;
  period: WithDefault<Period>;
  display_seconds: WithDefault<DisplaySeconds>;
  tries: WithDefault<number>;
  stop_code: string | null;
  stop_detail: string | null;
  resumes: JobState | null;
  /** Microsoft has taken the token (QR route), so cancelling asks for more. */
  accepted: WithDefault<boolean>;
  shipment_id: string | null;
  created_at: WithDefault<Date>;
  updated_at: WithDefault<Date>;
}

export interface JobTables {
  job: JobTable;
}
