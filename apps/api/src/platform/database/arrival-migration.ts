import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Recipients who say themselves that their token came. */
const statements = [
  `CREATE TABLE depot.arrival_code (
     job_id uuid PRIMARY KEY REFERENCES depot.job, generation integer NOT NULL, print text NOT NULL UNIQUE,
     made_at timestamptz NOT NULL DEFAULT now())`,
];

export const arrivalMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
