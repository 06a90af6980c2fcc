import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Why a token on a reader was not taken, in parts; tokens that something is wrong with; a station's last self-test. */
const statements = [
  `ALTER TABLE depot.burn_order ADD COLUMN declined_as jsonb`,
  `CREATE TABLE depot.quarantine (
     serial text PRIMARY KEY, reason text NOT NULL, since timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE depot.self_test (
     station_id uuid PRIMARY KEY REFERENCES depot.station, id uuid NOT NULL,
     asked_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz, findings jsonb NOT NULL DEFAULT '[]')`,
];

export const quarantineMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
