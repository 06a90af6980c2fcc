import type { Actor } from '../audit/actor.js';
import type { NewEvent } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { RecipientLine } from './recipients-csv.js';

/** Of whom these lines say that they are privileged, or not, by UPN; where two speak of one person the later one counts. */
export function privilegedSaid(lines: readonly RecipientLine[]): ReadonlyMap<string, boolean> {
  return new Map(
    lines.flatMap(({ recipient, privileged }) => (privileged === null ? [] : [[recipient.upn, privileged] as const])),
  );
}

/** For whom that is something else than the record said so far, by the recipient's id. They are locked. */
export async function privilegedChanges(
  trx: Trx,
  tenantId: string,
  said: ReadonlyMap<string, boolean>,
): Promise<ReadonlyMap<string, boolean>> {
  if (said.size === 0) return new Map();
  const known = await trx
    .selectFrom('recipient')
    .select(['id', 'upn', 'privileged'])
    .where('tenant_id', '=', tenantId)
    .where('upn', 'in', [...said.keys()])
    .orderBy('upn')
    .forUpdate()
    .execute();
  return new Map(
    known.flatMap(({ id, upn, privileged }) => {
      const now = said.get(upn);
      return now === undefined || now === privileged ? [] : [[id, now] as const];
    }),
  );
}

/** One event for each of them, with the first job that the list made for them. */
export function privilegedEvents(
  changes: ReadonlyMap<string, boolean>,
  jobs: readonly { readonly id: string; readonly recipient_id: string }[],
  { batchId, actor }: { readonly batchId: string; readonly actor: Actor },
): NewEvent[] {
  return [...changes].map(([recipientId, now]) => ({
    kind: now ? 'batch.privileged-given' : 'batch.privileged-taken',
    actor,
    batchId,
    jobId: jobs.find((job) => job.recipient_id === recipientId)?.id ?? null,
  }));
}
