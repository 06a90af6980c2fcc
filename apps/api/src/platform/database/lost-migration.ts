import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const lostMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE TABLE depot.lost_job (
      job_id uuid PRIMARY KEY REFERENCES depot.job, new_job_id uuid NOT NULL UNIQUE REFERENCES depot.job,
      way_in text NOT NULL, lost_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz)`.execute(db);
  },
};
