import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { mayMove } from '@depot/contracts';
import type { LoseInPost, LostInPost, WayIn } from '@depot/contracts';
import type { Actor } from '../../../audit/actor.js';
import { recordEvents } from '../../../audit/record-event.js';
import { rulesOf } from '../../../helpdesk/rules.service.js';
import type { Database, Trx } from '../../../platform/database/database.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Clock } from '../../../platform/http/clock.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { ClientCredentials } from '../../../platform/vault/client-credentials.js';
import { seedState } from '../../../platform/vault/seed-state.js';
import { Vault } from '../../../platform/vault/vault.js';
import { loadJob, lockJob } from '../../job-record.js';
import type { JobRecord } from '../../job-record.js';
import { giveUp } from './give-up.js';

/** A parcel is lost: its token opens nothing any more, and a new job makes good for it, as one action. */
@Injectable()
export class LostInPostService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly credentials: ClientCredentials,
    private readonly clock: Clock,
  ) {}

  /** What it would do, or did. @throws ProblemError `not-found` */
  async preview(jobId: string): Promise<LostInPost> {
    const db = this.work.read;
    const job = await loadJob(db, jobId);
    const { connected, seed, waysIn } = await this.#ways(db, job);
    const others = await db
      .selectFrom('job')
      .select(['id', 'number'])
      .where('shipment_id', '=', job.shipment_id)
      .where('id', '!=', job.id)
      .where('state', 'in', ['shipped', 'delivered'])
      .orderBy('number')
      .execute();
    const replaced = await replacementOf(db, jobId);
    return {
      revoked: connected && job.route !== 'qr' ? 'graph' : 'by-hand',
      seed: seed ?? 'none',
      waysIn,
      readOutsOpen: (await rulesOf(db, job.tenant_id)).open,
      pass: connected,
      others: others.map(({ id, number }) => ({ jobId: id, jobNumber: number })),
      replacedBy:
        replaced === undefined
          ? null
          : {
              jobId: replaced.new_job_id,
              jobNumber: replaced.number,
              waiting: replaced.ended_at === null,
              wayIn: replaced.way_in,
            },
    };
  }

  /**
   * One transaction: the job ends as lost, its token leaves the directory or waits for that until the new one is enrolled, and a
   * job for the same recipient stands in the same batch. Said twice it is done once.
   * @throws ProblemError `not-found`, `move-refused`, `way-in-closed`
   */
  async lose(jobId: string, { reason, wayIn }: LoseInPost, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if ((await replacementOf(trx, jobId)) !== undefined) return;
      if (!mayMove(job.state, 'lose')) {
        throw new ProblemError(
          'move-refused',
          `Job ${String(job.number)} is ${job.state}; nothing of it is on its way.`,
        );
      }
      const { waysIn } = await this.#ways(trx, job);
      const chosen = wayIn ?? waysIn[0] ?? 'none';
      if (!waysIn.includes(chosen)) throw new ProblemError('way-in-closed');
      const made = await makeSuccessor(trx, job, { actor, reason });
      const facts = { newJob: made.number, wayIn: chosen };
      await giveUp(trx, this.vault, job, { actor, reason, facts, keepWayIn: chosen === 'read-out' });
      await trx
        .insertInto('lost_job')
        .values({ job_id: job.id, new_job_id: made.id, way_in: chosen, lost_at: this.clock.now() })
        .execute();
    });
  }

  /** Where the depot itself takes the token from its user, its codes open nothing: then none is left open. */
  async #ways(db: Database, job: JobRecord) {
    const connected = (await this.credentials.connection(db, job.tenant_id)) !== null;
    const { seed } = await db
      .selectFrom('job')
      .select(seedState('job.seed_id').as('seed'))
      .where('id', '=', job.id)
      .executeTakeFirstOrThrow();
    const only = seed === 'kept' && !(connected && job.route !== 'qr');
    const waysIn: WayIn[] = only ? ['read-out', 'none'] : ['none'];
    return { connected, seed, waysIn };
  }
}

function replacementOf(db: Database, jobId: string) {
  return db
    .selectFrom('lost_job')
    .innerJoin('job', 'job.id', 'lost_job.new_job_id')
    .selectAll('lost_job')
    .select('job.number')
    .where('lost_job.job_id', '=', jobId)
    .executeTakeFirst();
}

/** The same recipient, batch and kind of token, and no token yet. */
async function makeSuccessor(
  trx: Trx,
  job: JobRecord,
  { actor, reason }: { actor: Actor; reason: string },
): Promise<{ id: string; number: number }> {
  const made = await trx
    .insertInto('job')
    .values({
      id: randomUUID(),
      batch_id: job.batch_id,
      tenant_id: job.tenant_id,
      recipient_id: job.recipient_id,
      route: job.route,
      state: 'waiting',
      family: job.family,
      // A classic token's own settings come with it.
      ...(job.route === 'import'
        ? {}
        : { algorithm: job.algorithm, period: job.period, display_seconds: job.display_seconds }),
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  const facts = { route: job.route, replaces: job.number, reason };
  await recordEvents(trx, [
    { kind: 'job.created', actor, batchId: job.batch_id, jobId: made.id, state: 'waiting', facts },
  ]);
  return made;
}
