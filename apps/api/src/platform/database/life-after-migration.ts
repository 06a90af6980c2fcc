import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What leaves the directory after a job, what differs there from the ledger, and a batch's leave for computed codes. */
const statements = [
  `CREATE TABLE depot.directory_withdrawal (
     id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES depot.tenant, job_id uuid NOT NULL REFERENCES depot.job,
     serial text NOT NULL, profile integer NOT NULL, name text NOT NULL, goal text NOT NULL,
     status text NOT NULL DEFAULT 'due', attempt integer NOT NULL DEFAULT 0,
     due_at timestamptz NOT NULL DEFAULT now(), detail text, code text,
     made_at timestamptz NOT NULL DEFAULT now(), done_at timestamptz)`,
  `CREATE INDEX directory_withdrawal_serial ON depot.directory_withdrawal (serial)`,
  `CREATE INDEX directory_withdrawal_job ON depot.directory_withdrawal (job_id)`,
  `CREATE INDEX directory_withdrawal_open ON depot.directory_withdrawal (due_at) WHERE status <> 'done'`,
  `CREATE TABLE depot.directory_comparison (
     id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES depot.tenant, day text, asked_by text,
     status text NOT NULL DEFAULT 'due', attempt integer NOT NULL DEFAULT 0,
     asked_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz, ours integer, theirs integer, detail text,
     UNIQUE (tenant_id, day))`,
  `CREATE TABLE depot.directory_difference (
     comparison_id uuid NOT NULL REFERENCES depot.directory_comparison ON DELETE CASCADE, position integer NOT NULL,
     kind text NOT NULL, serial text NOT NULL, job_id uuid REFERENCES depot.job, our_status text,
     device_id text, their_status text, their_owner text, PRIMARY KEY (comparison_id, position))`,
  `ALTER TABLE depot.batch ADD COLUMN computed_code boolean NOT NULL DEFAULT false`,
];

export const lifeAfterMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
