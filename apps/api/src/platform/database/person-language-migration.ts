import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** People who have not said in which language the depot speaks to them: their browser says it. Whoever is there already stays with what they have. */
export const personLanguageMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE depot.person ALTER COLUMN language DROP DEFAULT, ALTER COLUMN language DROP NOT NULL`.execute(
      db,
    );
  },
};
