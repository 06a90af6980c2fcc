import type { CallerQuestion, PrivilegedRule } from '@depot/contracts';
import type { Json, WithDefault } from './columns.js';

/** How a tenant's helpdesk may read codes out; without a row it may not. */
export interface ReadOutRulesTable {
  tenant_id: string;
  open: boolean;
  per_day: number;
  per_shipment: number;
  questions: Json<CallerQuestion[]>;
  call_back: boolean;
  privileged: PrivilegedRule;
  pass_first: boolean;
}

/** One person of the helpdesk asks one caller. What was said is nowhere kept. */
export interface CallerCheckTable {
  id: string;
  job_id: string;
  recipient_id: string;
  person_id: string;
  /** As the tenant's rules and what is known of the recipient were when it began. */
  questions: Json<CallerQuestion[]>;
  matched: Json<CallerQuestion[]>;
  wrong: WithDefault<number>;
  wrong_at: WithDefault<Date | null>;
  call_back: boolean;
  called_back_at: WithDefault<Date | null>;
  until: Date;
}

/** One read-out: it counts from when it is asked for, unless it is declined or nobody decides in time. */
export interface ReadOutTable {
  id: string;
  check_id: string;
  job_id: string;
  recipient_id: string;
  shipment_id: string;
  seed_id: string;
  person_id: string;
  person_name: string;
  /** Null once the recipient's data was erased. */
  reason: string | null;
  ticket: string | null;
  status: 'waiting' | 'open' | 'declined';
  asked_at: Date;
  until: Date;
  decided_by: WithDefault<string | null>;
  decided_name: WithDefault<string | null>;
  shown_at: WithDefault<Date | null>;
  /** The first of the two steps that were shown as now and next; the one of the chosen moment. */
  first_step: WithDefault<number | null>;
  moment_step: WithDefault<number | null>;
}

/** A time step whose code somebody was told: it proves nothing any more. */
export interface ReadOutStepTable {
  seed_id: string;
  step: number;
  read_out_id: string;
}

export interface ReadOutTables {
  read_out_rules: ReadOutRulesTable;
  caller_check: CallerCheckTable;
  read_out: ReadOutTable;
  read_out_step: ReadOutStepTable;
}
