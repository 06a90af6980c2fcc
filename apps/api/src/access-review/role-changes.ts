import { Id, Role } from '@depot/contracts';
import type { RoleChange } from '@depot/contracts';
import { z } from 'zod';
import type { Database } from '../platform/database/database.js';

/** As they stand in the facts of each kind; what expired or was erased fits none of them. */
const Facts = z.object({
  person: Id.optional(),
  name: z.string().optional(),
  before: z.array(Role).default([]),
  roles: z.array(Role),
  reason: z.string().optional(),
  /** Of an account that the identity provider's word has made. */
  issuer: z.string().optional(),
});

/** Who was given which roles, and who lost them, from the record; the latest first. @param until the first moment after the period */
export async function roleChanges(db: Database, { from, until }: { from: Date; until: Date }): Promise<RoleChange[]> {
  const rows = await db
    .selectFrom('event')
    .select(['at', 'kind', 'actor_id', 'actor_name', 'facts'])
    .where('at', '>=', from)
    .where('at', '<', until)
    .where('kind', 'in', ['person.added', 'person.roles-set', 'person.roles-told'])
    .orderBy('id', 'desc')
    .execute();
  return rows.flatMap((row) => {
    const { success, data } = Facts.safeParse(row.facts);
    if (!success) return [];
    const isTold = row.kind === 'person.roles-told' || data.issuer !== undefined;
    return [
      {
        at: row.at.toISOString(),
        // Whoever comes by the provider is on the record as who did it.
        personId: isTold ? row.actor_id : (data.person ?? null),
        name: isTold ? row.actor_name : (data.name ?? ''),
        before: data.before,
        after: data.roles,
        by: isTold ? null : row.actor_name,
        reason: data.reason ?? null,
      },
    ];
  });
}
