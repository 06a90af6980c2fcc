import type { EventGroup } from '@depot/contracts';
import { sql } from 'kysely';
import type { Trx } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { theDepot } from '../actor.js';
import { recordEvents } from '../record-event.js';
import { chainAllPending } from '../sequencer.js';
import { countKinds, keptUntil, mayExpire } from './due-events.js';
import { asRuns, expiryKind } from './expiry.js';

const atOnce = 2000;

interface Due {
  readonly group: EventGroup;
  readonly days: number;
  readonly kinds: readonly string[];
  readonly before: Date;
}

/**
 * Takes the details of events whose time is over out of the record: facts, salt, and who did it. What is left says that something of
 * this kind happened then, and keeps its place in the chain. @returns how many events
 */
export async function expireEvents(work: UnitOfWork, now: Date): Promise<number> {
  const rules = await work.read.selectFrom('retention').selectAll().orderBy('group').execute();
  if (rules.length === 0) return 0;
  const counted = await countKinds(work.read);
  let total = 0;
  for (const { group, days } of rules) {
    const kinds = counted.filter((kind) => kind.group === group).map(({ kind }) => kind);
    const due = { group, days, kinds, before: keptUntil(days, now) };
    if (kinds.length === 0) continue;
    for (let some = atOnce; some === atOnce; total += some) some = await work.run((trx) => expireSome(trx, due));
  }
  return total;
}

/** One transaction of them, with the event that explains it, so that no export ever holds the one without the other. */
async function expireSome(trx: Trx, { group, days, kinds, before }: Due): Promise<number> {
  // Takes the chain's lock too: a second replica waits here, and then finds nothing left.
  await chainAllPending(trx);
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM depot.event WHERE kind = ANY (${[...kinds]}::text[]) AND at < ${before} AND ${mayExpire}
    ORDER BY id LIMIT ${atOnce}`.execute(trx);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await sql`SELECT set_config('depot.expiring', 'on', true)`.execute(trx);
  await trx
    .updateTable('event')
    .set({ facts: '{}', salt: null, actor_id: null, actor_name: '', actor_address: null })
    .where('id', 'in', ids)
    .execute();
  const facts = { group, days, before: before.toISOString(), events: asRuns(ids) };
  await recordEvents(trx, [{ kind: expiryKind, actor: theDepot, facts }]);
  await chainAllPending(trx);
  return ids.length;
}
