import { randomUUID } from 'node:crypto';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { ProblemError } from '../platform/http/problem-error.js';
import type { HeldToken } from './life-after.service.js';

/**
 * Makes a job, in a batch of its own, that this token and no other serves: with its factory seed where the vault has it,
 * else burned anew, by the route of the job before.
 * @returns the job's id
 */
export async function makeJobWithToken(
  trx: Trx,
  given: HeldToken & { upn: string; reason: string; actor: Actor },
): Promise<string> {
  const { serial, upn, reason, actor, kind } = given;
  const inStock = given.seed_state === 'kept';
  if (kind === 'classic' && !inStock) {
    throw new ProblemError(
      'token-unfit',
      `The seed of the classic token ${serial} is destroyed. Declare it returned, import its seed file again, then make a job.`,
    );
  }
  const tenantId = await theTenant(trx);
  const before = await trx
    .selectFrom('job')
    .selectAll()
    .where('id', '=', given.job_id ?? '')
    .executeTakeFirst();
  const route = inStock ? 'import' : before?.route === 'qr' ? 'qr' : 'own-seed';
  const burn = { algorithm: given.algorithm, period: given.period, family: given.family ?? ('token2-single' as const) };
  const display = before === undefined ? {} : { display_seconds: before.display_seconds };
  const recipientId = await recipientOf(trx, tenantId, upn);
  const batchId = randomUUID();
  const name = `Token ${serial}`;
  await trx
    .insertInto('batch')
    .values({ id: batchId, tenant_id: tenantId, name, route, ...burn, ...display })
    .execute();
  const job = await trx
    .insertInto('job')
    .values({
      id: randomUUID(),
      batch_id: batchId,
      tenant_id: tenantId,
      recipient_id: recipientId,
      ...{ route, state: 'waiting', serial, profile: 0 },
      ...burn,
      ...display,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('token')
    .set({ status: 'reserved', job_id: job.id })
    .where('serial', '=', serial)
    .where('profile', '=', 0)
    .execute();
  const about = { actor, batchId, serial };
  await recordEvents(trx, [
    { ...about, kind: 'batch.created', facts: { name, jobs: 1 } },
    { ...about, kind: 'job.created', jobId: job.id, state: 'waiting', facts: { route, reason } },
  ]);
  return job.id;
}

async function recipientOf(trx: Trx, tenantId: string, upn: string): Promise<string> {
  await trx
    .insertInto('recipient')
    .values({ id: randomUUID(), tenant_id: tenantId, upn, privileged: false })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'upn']).doNothing())
    .execute();
  const { id } = await trx
    .selectFrom('recipient')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('upn', '=', upn)
    .executeTakeFirstOrThrow();
  return id;
}
