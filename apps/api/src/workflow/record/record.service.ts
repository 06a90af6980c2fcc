import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { beginEscrow } from '../../escrow/begin-escrow.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Directory } from '../../directory/directory.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';
import { loadJob, lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { endWayIn } from '../ship/lost/last-way-in.js';
import { checkCode } from '../verify/check-code.js';
import type { Proved } from '../verify/proved.js';
import { countWrongCode, refuseGuessing } from '../verify/wrong-codes.js';
import { enrolled } from './record.step.js';

/** What people say of the directory's side. */
@Injectable()
export class RecordService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly directory: Directory,
  ) {}

  /** Microsoft's page took the code: from now on the token lets its user in. */
  async accept(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await moveJob(trx, await lockJob(trx, jobId), 'accept', { to: 'recording', actor, set: { accepted: true } });
    });
  }

  /** The token was uploaded and activated in the portal. */
  async register(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const set = { accepted: true };
      const job = await moveJob(trx, await lockJob(trx, jobId), 'register', { to: 'packing', actor, set });
      await beginEscrow(trx, job, { vault: this.vault, now: this.clock.now(), actor });
      await endWayIn(trx, this.vault, { newJobId: jobId, actor, reason: enrolled });
    });
  }

  /**
   * A new code for a token that the directory has by now. It is compared with the seed first, so that a slip of the
   * finger is found here.
   * @throws ProblemError `wrong-code`, `too-many-tries`, `directory-refused`, `directory-paced`, `move-refused`
   */
  async activate(jobId: string, code: string, actor: Actor): Promise<void> {
    const job = await loadJob(this.work.read, jobId);
    if (job.state !== 'activating' || job.seed_id === null) {
      throw new ProblemError('move-refused', `Job ${String(job.number)} is ${job.state}; no code is expected.`);
    }
    const subject = { kind: 'code.wrong-at-activation', jobId } as const;
    await refuseGuessing(this.work.read, subject);
    const deps = { db: this.work.read, vault: this.vault, now: this.clock.unixSeconds() };
    const context = { seedId: job.seed_id, drift: await this.#drift(job), purpose: 'activation' } as const;
    if ((await checkCode(deps, job, code, context)).kind !== 'match') {
      await countWrongCode(this.work, subject, actor);
      throw new ProblemError('wrong-code');
    }
    const answer = await this.directory.activate(job, code);
    if (!answer.done) {
      const { why, waitSeconds } = answer;
      if (waitSeconds === undefined) throw new ProblemError('directory-refused', why);
      throw new ProblemError('directory-paced', why, { waitSeconds });
    }
    await this.work.run(async (trx) => {
      const set = { accepted: true };
      const moved = await moveJob(trx, await lockJob(trx, jobId), 'activate', { to: 'packing', actor, set });
      await beginEscrow(trx, moved, { vault: this.vault, now: this.clock.now(), actor });
      await endWayIn(trx, this.vault, { newJobId: jobId, actor, reason: enrolled });
    });
  }

  /**
   * A code typed at a station, where tokens wait to be activated: the one that shows it goes ahead. A code that fits none of them is
   * counted only where no other token waits for a code there; else it is for those to judge.
   * @returns null where it is none of these tokens'
   * @throws ProblemError as `activate` does
   */
  async activateAtStation(stationId: string, code: string, actor: Actor): Promise<Proved | null> {
    const waiting = await this.work.read
      .selectFrom('job')
      .innerJoin('seed', 'seed.id', 'job.seed_id')
      .selectAll('job')
      .where('station_id', '=', stationId)
      .where('state', 'in', ['activating', 'verifying'])
      // Without its seed a token's code can be compared with nothing.
      .where('seed.destroyed_at', 'is', null)
      .execute();
    const activating = waiting.filter(({ state }) => state === 'activating');
    const bench = { kind: 'code.unmatched', stationId } as const;
    if (activating.length > 0) await refuseGuessing(this.work.read, bench);
    for (const job of activating) {
      if (job.seed_id === null) continue;
      const deps = { db: this.work.read, vault: this.vault, now: this.clock.unixSeconds() };
      const context = { seedId: job.seed_id, drift: await this.#drift(job), purpose: 'activation' } as const;
      const verdict = await checkCode(deps, job, code, context);
      if (verdict.kind !== 'match') continue;
      await this.activate(job.id, code, actor);
      return { jobId: job.id, drift: verdict.drift };
    }
    if (activating.length === 0 || activating.length < waiting.length) return null;
    await countWrongCode(this.work, bench, actor);
    throw new ProblemError('wrong-code', 'The code matches no token that waits here to be activated.');
  }

  /** Another token with this serial in the directory may go: the job goes on, and makes its own. */
  async replace(jobId: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.stop_code !== 'directory-serial-taken' || job.resumes === null) {
        throw new ProblemError('move-refused', `Job ${String(job.number)} does not wait for this decision.`);
      }
      await trx
        .updateTable('directory_token')
        .set({ replaces: true })
        .where('job_id', '=', jobId)
        .where('seed_id', '=', job.seed_id ?? jobId)
        .execute();
      await moveJob(trx, job, 'go-on', { to: job.resumes, actor, facts: { reason, replaces: job.serial } });
    });
  }

  async #drift(job: JobRecord): Promise<number | null> {
    const token = await this.work.read
      .selectFrom('token')
      .select('drift')
      .where('serial', '=', job.serial ?? '')
      .where('profile', '=', job.profile)
      .executeTakeFirst();
    return token?.drift ?? null;
  }
}
