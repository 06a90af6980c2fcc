import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * What the vault holds of the seed that a column names, as a column of somebody else's query: null for a seed it never had. So
 * the table stays the vault's alone, and nobody asks for it twice.
 */
export function seedState(column: 'job.seed_id' | 'token.seed_id'): RawBuilder<'kept' | 'destroyed' | null> {
  return sql`(SELECT CASE WHEN seed.destroyed_at IS NULL THEN 'kept' ELSE 'destroyed' END
    FROM depot.seed WHERE seed.id = ${sql.ref(column)})`;
}
