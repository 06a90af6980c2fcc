import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** How a batch wants its tokens burned, and how long each job's display stays on. */
export const tokenChoiceMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE depot.batch
      ADD algorithm text NOT NULL DEFAULT 'SHA1', ADD period integer NOT NULL DEFAULT 30,
      ADD display_seconds integer NOT NULL DEFAULT 30`.execute(db);
    await sql`ALTER TABLE depot.job ADD display_seconds integer NOT NULL DEFAULT 30`.execute(db);
  },
};
