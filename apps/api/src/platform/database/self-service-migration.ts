import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Recipients who burn their own token: which batches let them, at which stations, by which codes. */
const statements = [
  `ALTER TABLE depot.batch ADD COLUMN self_service boolean NOT NULL DEFAULT false`,
  `ALTER TABLE depot.station ADD COLUMN kiosk_id text UNIQUE, ADD COLUMN kiosk_until timestamptz`,
  `CREATE TABLE depot.self_code (
     id uuid PRIMARY KEY, job_id uuid NOT NULL REFERENCES depot.job, print text NOT NULL UNIQUE,
     made_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL, sign_ins integer NOT NULL DEFAULT 0,
     voided_at timestamptz, proved_at timestamptz, handed_over_at timestamptz)`,
  `CREATE UNIQUE INDEX self_code_live ON depot.self_code (job_id) WHERE voided_at IS NULL`,
  `CREATE TABLE depot.self_visit (
     id text PRIMARY KEY, code_id uuid NOT NULL REFERENCES depot.self_code, job_id uuid NOT NULL UNIQUE REFERENCES depot.job,
     station_id uuid NOT NULL UNIQUE REFERENCES depot.station, kiosk_id text NOT NULL, seen_at timestamptz NOT NULL)`,
];

export const selfServiceMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
