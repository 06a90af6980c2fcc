import type { Database } from './database.js';

/** The directory the depot serves, by its id; the first start makes it. */
export async function theTenant(db: Database): Promise<string> {
  const tenant = await db.selectFrom('tenant').select('id').orderBy('created_at').limit(1).executeTakeFirstOrThrow();
  return tenant.id;
}
