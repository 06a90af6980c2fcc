import type { DifferenceKind, WithdrawalGoal, WithdrawalStatus } from '@depot/contracts';
import type { WithDefault } from './columns.js';

/** A token that is to leave the directory, or its user there; the queue's work, on record before it is begun. */
export interface WithdrawalTable {
  id: string;
  tenant_id: string;
  job_id: string;
  serial: string;
  profile: number;
  /** The serial as the directory names it. */
  name: string;
  goal: WithdrawalGoal;
  /** Somebody registered it in the portal, or may have: one that we did not make is then looked for by its serial. */
  registered: WithDefault<boolean>;
  status: WithDefault<WithdrawalStatus>;
  /** Part of the task's id: a later try is another task. */
  attempt: WithDefault<number>;
  due_at: WithDefault<Date>;
  /** Why the last try came to nothing; may name a person. */
  detail: string | null;
  code: string | null;
  made_at: WithDefault<Date>;
  done_at: Date | null;
}

/** A comparison of the ledger with the directory's inventory. */
export interface ComparisonTable {
  id: string;
  tenant_id: string;
  /** The day it is for, one a tenant; null where somebody asked. */
  day: string | null;
  asked_by: string | null;
  status: WithDefault<'due' | 'done' | 'failed'>;
  attempt: WithDefault<number>;
  asked_at: WithDefault<Date>;
  finished_at: Date | null;
  ours: number | null;
  theirs: number | null;
  detail: string | null;
}

/** One thing that it found. People stand in it by the ids of job and directory alone. */
export interface DifferenceTable {
  comparison_id: string;
  position: number;
  kind: DifferenceKind;
  serial: string;
  job_id: string | null;
  our_status: string | null;
  device_id: string | null;
  their_status: string | null;
  their_owner: string | null;
}

export interface LifeAfterTables {
  directory_withdrawal: WithdrawalTable;
  directory_comparison: ComparisonTable;
  directory_difference: DifferenceTable;
}
