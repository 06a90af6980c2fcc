import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Serials by their beginning: the primary key sorts by the database's language, which a search by beginning cannot use. */
export const searchMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX token_serial_beginning ON depot.token (serial text_pattern_ops)`.execute(db);
  },
};
