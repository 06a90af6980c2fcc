import type { EscrowEnd } from '@depot/contracts';
import type { WithDefault } from './columns.js';

type Later<T> = WithDefault<T | null>;

/** A seed's stay in the vault once the directory has its token. The row stays when the seed is gone, and says what ended it. */
export interface EscrowTable {
  seed_id: string;
  /** The job that brought it to the directory. */
  job_id: string;
  /** `none`, `arrival`, or a number of days. */
  until: string;
  begun_at: Date;
  /**
   * When the seed is destroyed, arrived or not. A hold moves it to `longest_at`. Null where it stays until the arrival, unless somebody has put it
   * down to be destroyed.
   */
  ends_at: Later<Date>;
  longest_at: Date;
  warned_at: Later<Date>;
  /** Put down on this day, to be destroyed on a later one. */
  marked_at: Later<Date>;
  held_name: Later<string>;
  /** Somebody's words: they go when the seed goes, and stay in the event. */
  held_reason: Later<string>;
  held_at: Later<Date>;
  /** A hold on one that stays until the arrival: then somebody is asked again. */
  decide_at: Later<Date>;
  over_at: Later<Date>;
  over_by: Later<EscrowEnd>;
}

/** How many days a tenant's tokens may be on their way before somebody has to decide; without a row as many as usual. */
export interface EscrowRulesTable {
  tenant_id: string;
  overdue_after: number;
}

/** A day (UTC) that was, or is to be, gone through for what ends on it and on the next ones. */
export interface EscrowDayTable {
  day: string;
  status: WithDefault<'due' | 'done'>;
  marked: WithDefault<number>;
  warned: WithDefault<number>;
  overdue: WithDefault<number>;
  planned_at: WithDefault<Date>;
  done_at: Later<Date>;
}

export interface EscrowTables {
  escrow: EscrowTable;
  escrow_rules: EscrowRulesTable;
  escrow_day: EscrowDayTable;
}
