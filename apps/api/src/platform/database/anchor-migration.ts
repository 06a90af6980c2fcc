import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const anchorMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE depot.anchor (
        day text PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL, at timestamptz NOT NULL, key text NOT NULL,
        signature text NOT NULL, posted_at timestamptz)`.execute(db);
  },
};
