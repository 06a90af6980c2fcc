import { seedFileQueue, seedFileTaskId } from '@depot/contracts';
import { sql } from 'kysely';
import { theDepot } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Queues } from '../../platform/queue/queues.js';

/** Work that has not moved for so long is put on the queue again; where it still is, that is a no-op. */
const dueAfterSeconds = 5;
/** Hours after which a file goes by itself, counted from its last change; an upload that was cut off goes sooner. */
export const forgottenAfterHours = 24;
const cutOffAfterHours = 1;

/** Puts files on the queue that the record says are under way and the queue has forgotten, and forgets old ones. */
export async function sweepSeedFiles(work: UnitOfWork, queues: Queues): Promise<void> {
  const due = await work.read
    .selectFrom('seed_file')
    .select(['id', 'attempt'])
    .where('status', 'in', ['rehearsing', 'taking'])
    .where('updated_at', '<', sql<Date>`now() - make_interval(secs => ${dueAfterSeconds})`)
    .execute();
  const tasks = due.map(({ id: fileId, attempt }) => {
    const payload = { fileId, attempt };
    return { queue: seedFileQueue, taskId: seedFileTaskId(payload), payload };
  });
  await queues.put(tasks);
  await forgetOldFiles(work);
}

/** Everything of a file goes but what stands in the audit trail. */
async function forgetOldFiles(work: UnitOfWork): Promise<void> {
  const isOld = sql<boolean>`updated_at < now() - make_interval(hours =>
    CASE status WHEN 'uploading' THEN ${cutOffAfterHours}::int ELSE ${forgottenAfterHours}::int END)`;
  const old = await work.read.selectFrom('seed_file').select('id').where(isOld).limit(1).execute();
  if (old.length === 0) return;
  await work.run(async (trx) => {
    const gone = await trx.deleteFrom('seed_file').where(isOld).returning(['name', 'status']).execute();
    await recordEvents(
      trx,
      gone.map(({ name, status }) => ({ kind: 'seed-file.forgotten', actor: theDepot, facts: { name, status } })),
    );
  });
}
