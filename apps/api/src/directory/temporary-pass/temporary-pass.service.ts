import { Injectable } from '@nestjs/common';
import { passStates } from '@depot/contracts';
import type { Me, NewPass, PassMade, PassOffer } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { loadJob } from '../../workflow/job-record.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { problemOf } from '../graph/failure-words.js';
import type { GraphApi } from '../graph/graph-api.js';
import { GraphConnections } from '../graph/graph-connections.js';
import { GraphFailure } from '../graph/graph-failure.js';
import { EntraRoles } from '../roles/entra-roles.js';
import { holdsRole } from '../roles/holds-role.js';
import { makeOnePass } from './make-one-pass.js';
import { offerOf, noOffer, refusedOffer } from './pass-offer.js';

/**
 * A Temporary Access Pass for a recipient whose token is on its way. Graph's answer is handed on to who asked, and is
 * in no log, event or row: the record says that one was made, for whom, by whom, why and for how long.
 */
@Injectable()
export class TemporaryPassService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
    private readonly connections: GraphConnections,
    private readonly roles: EntraRoles,
    private readonly clock: Clock,
  ) {}

  /** What the tenant's policy allows. */
  async offer(jobId: string): Promise<PassOffer> {
    const job = await loadJob(this.work.read, jobId);
    const connection = await this.credentials.connection(this.work.read, job.tenant_id);
    if (connection === null || !(await this.#isWaiting(job))) return noOffer;
    const { api } = await this.connections.of(job.tenant_id);
    try {
      return offerOf(await api.passPolicy());
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      return refusedOffer(error);
    }
  }

  /** @throws ProblemError `move-refused`, `not-your-role` for a privileged recipient, `pass-there`, `directory-refused` */
  async make(jobId: string, wanted: NewPass, { actor, me }: { actor: Actor; me: Me }): Promise<PassMade> {
    const job = await loadJob(this.work.read, jobId);
    if (!(await this.#isWaiting(job))) {
      throw new ProblemError('move-refused', `Job ${String(job.number)} is ${job.state}: its token is not on its way.`);
    }
    await this.roles.refresh(jobId);
    const recipient = await this.work.read
      .selectFrom('recipient')
      .leftJoin('recipient_roles as entra', 'entra.recipient_id', 'recipient.id')
      .select(['upn', 'privileged', 'entra.roles as entra_roles', 'entra.read_at as entra_read_at'])
      .where('recipient.id', '=', job.recipient_id)
      .executeTakeFirstOrThrow();
    const isPrivileged = recipient.privileged || holdsRole(recipient, this.clock.now());
    if (isPrivileged && !me.roles.includes('admin')) {
      throw new ProblemError('not-your-role', 'The recipient is privileged: only an admin makes a pass for them.');
    }
    const { api } = await this.connections.of(job.tenant_id);
    const { minutes, once, reason } = wanted;
    const userId = await this.#user(api, recipient.upn);
    const facts = { upn: recipient.upn, minutes, once, reason };
    await this.#event(job, { kind: 'directory.pass-asked', actor, facts });
    try {
      const made = await makeOnePass(api, userId, wanted);
      await this.#event(job, { kind: 'directory.pass-made', actor, facts });
      const from = made.startDateTime == null ? this.clock.now() : new Date(made.startDateTime);
      const until = new Date(from.getTime() + (made.lifetimeInMinutes ?? minutes) * 60_000).toISOString();
      return { upn: recipient.upn, pass: made.temporaryAccessPass, once: made.isUsableOnce ?? once, until };
    } catch (error) {
      const problem = problemOf(error, { doing: 'Making a Temporary Access Pass', need: 'methods' });
      if (problem instanceof ProblemError) {
        const said = { detail: problem.message, ...problem.facts };
        await this.#event(job, { kind: 'directory.pass-refused', actor, facts: said });
      }
      throw problem;
    }
  }

  /** Without their token: it is on its way, or was lost there and the next one is not enrolled yet. */
  async #isWaiting(job: JobRecord): Promise<boolean> {
    if (passStates.includes(job.state)) return true;
    if (job.state !== 'lost') return false;
    const open = await this.work.read
      .selectFrom('lost_job')
      .select('job_id')
      .where('job_id', '=', job.id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return open !== undefined;
  }

  async #user(api: GraphApi, upn: string): Promise<string> {
    try {
      const user = await api.user(upn);
      if (user !== null) return user.id;
    } catch (error) {
      throw problemOf(error, { doing: 'Looking up the recipient', need: 'users' });
    }
    throw new ProblemError('directory-user', `Entra knows nobody called ${upn}. Correct the UPN, or make the user.`);
  }

  async #event(
    job: JobRecord,
    event: { kind: string; actor: Actor; facts: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    const about = { batchId: job.batch_id, jobId: job.id, serial: job.serial };
    await this.work.run((trx) => recordEvents(trx, [{ ...event, ...about }]));
  }
}
