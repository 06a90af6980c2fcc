import { escrowQueue, escrowTaskId } from '@depot/contracts';
import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { Queues } from '../platform/queue/queues.js';
import { dayOf } from './escrow-rule.js';

/** So long the outbox has to bring a day to the queue by itself. */
const graceMs = 5000;

/** Puts on the queue every seed whose time is over, and a day that the queue has forgotten: by the record, which knows both. */
export async function sweepEscrow(db: Database, queues: Queues, now: Date): Promise<number> {
  const seeds = await seedsDue(db, now);
  const days = await db
    .selectFrom('escrow_day')
    .select('day')
    .where('status', '=', 'due')
    .where('planned_at', '<=', new Date(now.getTime() - graceMs))
    .limit(10)
    .execute();
  const tasks = [
    ...days.map(({ day }) => ({ kind: 'day' as const, day })),
    ...seeds.map((seedId) => ({ kind: 'end' as const, seedId })),
  ];
  await queues.put(tasks.map((payload) => ({ queue: escrowQueue, taskId: escrowTaskId(payload), payload })));
  return tasks.length;
}

/** Put down before today, or kept as long as any may be. */
async function seedsDue(db: Database, now: Date): Promise<string[]> {
  const due = await db
    .selectFrom('escrow')
    .select('seed_id')
    .where('over_at', 'is', null)
    .where('ends_at', '<=', now)
    .where((is) => is.or([is('marked_at', '<', dayOf(now)), is('longest_at', '<=', now)]))
    .orderBy(sql`ends_at`)
    .limit(200)
    .execute();
  return due.map(({ seed_id: id }) => id);
}
