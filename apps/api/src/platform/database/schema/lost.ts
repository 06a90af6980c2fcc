import type { WayIn } from '@depot/contracts';
import type { WithDefault } from './columns.js';

/** A job whose token was lost in the post, and the one that makes good for it. */
export interface LostJobTable {
  job_id: string;
  new_job_id: string;
  way_in: WayIn;
  lost_at: WithDefault<Date>;
  /** The new token is enrolled, or nobody waits for it any more: nothing of the old one lets its user in. */
  ended_at: WithDefault<Date | null>;
}

export interface LostTables {
  lost_job: LostJobTable;
}
