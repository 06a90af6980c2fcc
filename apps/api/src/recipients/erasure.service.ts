import { Injectable } from '@nestjs/common';
import { states } from '@depot/contracts';
import type { Erasure } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { erasureKind } from '../audit/erasure.js';
import type { ErasedEvent } from '../audit/erasure.js';
import { recordEvents } from '../audit/record-event.js';
import { chainAllPending } from '../audit/sequencer.js';
import type { Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { mayBePersonal } from './personal-facts.js';

/** Takes a recipient's data out of the record and leaves the chain whole. */
@Injectable()
export class ErasureService {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * One transaction: the recipient's own fields, what was written about them elsewhere, and facts and salt of their
   * jobs' events, with the event that says so.
   * @throws ProblemError `not-found`, `jobs-open` naming the jobs that are not finished
   */
  async erase(request: { upn: string; reason: string }, actor: Actor): Promise<Erasure> {
    return this.work.run(async (trx) => {
      const recipient = await trx
        .selectFrom('recipient')
        .select('id')
        .where('upn', '=', request.upn)
        .forUpdate()
        .executeTakeFirst();
      if (recipient === undefined) throw new ProblemError('not-found', 'There is no recipient with this UPN.');
      const jobs = await finishedJobs(trx, recipient.id);
      await refuseLeavers(trx, jobs);
      // What is erased must have its place in the chain: without the salt nothing could give it one later.
      await chainAllPending(trx);
      const erased = await eraseEvents(trx, jobs);
      const upn = `erased-${recipient.id}@erased.invalid`;
      await blank(trx, { recipientId: recipient.id, upn, jobs });
      const facts = { recipient: recipient.id, reason: request.reason, jobs: jobs.length, events: erased };
      await recordEvents(trx, [{ kind: erasureKind, actor, facts }]);
      // In the same transaction, so that nobody ever reads an erased event without the erasure that explains it.
      await chainAllPending(trx);
      return { upn, jobs: jobs.length, events: erased.length };
    });
  }
}

async function finishedJobs(trx: Trx, recipientId: string): Promise<string[]> {
  const jobs = await trx
    .selectFrom('job')
    .select(['id', 'number', 'state'])
    .where('recipient_id', '=', recipientId)
    .orderBy('number')
    .forUpdate()
    .execute();
  const open = jobs.filter((job) => states[job.state].final !== true).map((job) => job.number);
  if (open.length > 0) {
    throw new ProblemError('jobs-open', `Not finished yet: job ${open.join(', job ')}.`, { jobs: open });
  }
  return jobs.map((job) => job.id);
}

/** Who it is taken from in the directory must be known until it is. @throws ProblemError `jobs-open` */
async function refuseLeavers(trx: Trx, jobs: readonly string[]): Promise<void> {
  if (jobs.length === 0) return;
  const open = await trx
    .selectFrom('directory_withdrawal')
    .innerJoin('job', 'job.id', 'directory_withdrawal.job_id')
    .select(['job.number', 'directory_withdrawal.serial'])
    .where('job_id', 'in', [...jobs])
    .where('directory_withdrawal.status', '!=', 'done')
    .orderBy('job.number')
    .execute();
  const [first] = open;
  if (first === undefined) return;
  throw new ProblemError(
    'jobs-open',
    `Token ${first.serial} of job ${String(first.number)} is still to be taken out of Entra. See to that first: the job’s page says how it stands.`,
    { jobs: open.map(({ number }) => number) },
  );
}

async function eraseEvents(trx: Trx, jobs: readonly string[]): Promise<ErasedEvent[]> {
  if (jobs.length === 0) return [];
  const events = await trx
    .selectFrom('event')
    .innerJoin('event_chain', 'event_chain.event_id', 'event.id')
    .select(['event.id', 'kind', 'facts', 'actor_id', 'actor_name', 'actor_address'])
    .where('job_id', 'in', [...jobs])
    .where('salt', 'is not', null)
    .orderBy('event.id')
    .execute();
  const personal = events.filter(mayBePersonal);
  if (personal.length === 0) return [];
  await sql`SELECT set_config('depot.erasing', 'on', true)`.execute(trx);
  await trx
    .updateTable('event')
    .set({ facts: '{}', salt: null })
    .where(
      'id',
      'in',
      personal.map((event) => event.id),
    )
    .execute();
  return personal.map(({ id, actor_id, actor_name, actor_address }) => ({ id, actor_id, actor_name, actor_address }));
}

async function blank(trx: Trx, of: { recipientId: string; upn: string; jobs: readonly string[] }): Promise<void> {
  await trx
    .updateTable('recipient')
    .set({
      upn: of.upn,
      display_name: null,
      email: null,
      phone: null,
      language: null,
      reference: null,
      street: null,
      extra: null,
      postal_code: null,
      city: null,
      region: null,
      country: null,
    })
    .where('id', '=', of.recipientId)
    .execute();
  await trx.deleteFrom('recipient_roles').where('recipient_id', '=', of.recipientId).execute();
  await trx.updateTable('shipment').set({ tracking: null }).where('recipient_id', '=', of.recipientId).execute();
  await trx.updateTable('binding').set({ ended_reason: null }).where('recipient_id', '=', of.recipientId).execute();
  if (of.jobs.length === 0) return;
  await trx
    .updateTable('directory_token')
    .set({ user_id: null })
    .where('job_id', 'in', [...of.jobs])
    .execute();
  await trx
    .updateTable('read_out')
    .set({ reason: null, ticket: null })
    .where('job_id', 'in', [...of.jobs])
    .execute();
  await trx
    .updateTable('directory_withdrawal')
    .set({ detail: null })
    .where('job_id', 'in', [...of.jobs])
    .execute();
  await trx
    .updateTable('job')
    .set({ stop_detail: null })
    .where('id', 'in', [...of.jobs])
    .execute();
}
