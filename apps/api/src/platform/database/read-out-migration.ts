import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Codes that the helpdesk reads out: who may, whom they asked what, and which time steps somebody was told. */
const statements = [
  `ALTER TABLE depot.batch ADD COLUMN when_token_comes text NOT NULL DEFAULT 'close'`,
  `CREATE TABLE depot.read_out_rules (
     tenant_id uuid PRIMARY KEY REFERENCES depot.tenant, open boolean NOT NULL, per_day integer NOT NULL,
     per_shipment integer NOT NULL, questions jsonb NOT NULL, call_back boolean NOT NULL, privileged text NOT NULL,
     pass_first boolean NOT NULL)`,
  `CREATE TABLE depot.caller_check (
     id uuid PRIMARY KEY, job_id uuid NOT NULL REFERENCES depot.job, recipient_id uuid NOT NULL REFERENCES depot.recipient,
     person_id uuid NOT NULL, questions jsonb NOT NULL, matched jsonb NOT NULL, wrong integer NOT NULL DEFAULT 0,
     wrong_at timestamptz, call_back boolean NOT NULL, called_back_at timestamptz, until timestamptz NOT NULL)`,
  `CREATE INDEX caller_check_recipient ON depot.caller_check (recipient_id)`,
  `CREATE INDEX caller_check_job ON depot.caller_check (job_id)`,
  `CREATE TABLE depot.read_out (
     id uuid PRIMARY KEY, check_id uuid NOT NULL REFERENCES depot.caller_check, job_id uuid NOT NULL REFERENCES depot.job,
     recipient_id uuid NOT NULL REFERENCES depot.recipient, shipment_id uuid NOT NULL REFERENCES depot.shipment,
     seed_id uuid NOT NULL, person_id uuid NOT NULL, person_name text NOT NULL, reason text, ticket text,
     status text NOT NULL, asked_at timestamptz NOT NULL, until timestamptz NOT NULL, decided_by uuid,
     decided_name text, shown_at timestamptz, first_step bigint, moment_step bigint)`,
  `CREATE INDEX read_out_job ON depot.read_out (job_id)`,
  `CREATE INDEX read_out_recipient ON depot.read_out (recipient_id, asked_at)`,
  `CREATE INDEX read_out_shipment ON depot.read_out (shipment_id)`,
  `CREATE INDEX read_out_waiting ON depot.read_out (until) WHERE status = 'waiting'`,
  `CREATE INDEX read_out_ticket ON depot.read_out (lower(ticket))`,
  `CREATE INDEX recipient_reference ON depot.recipient (lower(reference))`,
  `CREATE TABLE depot.read_out_step (
     seed_id uuid NOT NULL, step bigint NOT NULL, read_out_id uuid NOT NULL REFERENCES depot.read_out,
     PRIMARY KEY (seed_id, step))`,
];

export const readOutMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
