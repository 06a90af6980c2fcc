import type { PeopleRules } from '@depot/contracts';
import type { Database } from '../platform/database/database.js';

/** Whose second factor is required: nobody's until an admin says so. */
export async function peopleRules(db: Database): Promise<PeopleRules> {
  const row = await db.selectFrom('people_rules').select('second_factor').executeTakeFirst();
  return { secondFactor: row?.second_factor ?? [] };
}
