import { Injectable } from '@nestjs/common';
import type { ShownCode, ShownCodes } from '@depot/contracts';
import { codeOfStep } from '@depot/totp';
import type { TotpParameters } from '@depot/totp';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { Notices } from '../notices/notices.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { Vault } from '../platform/vault/vault.js';
import { lockJob } from '../workflow/job-record.js';
import { loadParcel } from './load-parcel.js';
import { doorOf, doorWords } from './read-out-door.js';
import { isSameMoment, spanOf, stepIn } from './read-out-times.js';
import type { TokenTime } from './read-out-times.js';
import { readOutView, readOuts, statusOf } from './read-out-view.js';

interface Step {
  readonly kind: ShownCode['kind'];
  readonly step: number;
}

/** The codes of a read-out, for the token's own clock. They are in the answer and nowhere else; the seed is not even there. */
@Injectable()
export class CodeDisplay {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly notices: Notices,
  ) {}

  /**
   * The code of now and the next, or the one of a moment so many seconds from now. A read-out has one such pair and one such moment: asked again
   * it shows the same, the moment too though it would be a little later by then. Their steps count as told before anything is computed.
   * @throws ProblemError `not-found`, `not-your-role` for anybody but whoever asked, `read-out-over`, `read-out-closed`, `seed-destroyed`
   */
  async show(id: string, at: number | null, actor: Actor): Promise<ShownCodes> {
    const { steps, time, seedId, parameters } = await this.work.run((trx) => this.#tell(trx, { id, at, actor }));
    const codes = await this.vault.use(this.work.read, seedId, (seed) =>
      steps.map(({ kind, step }): ShownCode => {
        const { from, until } = spanOf(step, time);
        return {
          kind,
          code: codeOfStep(seed.expose(), parameters, step),
          startsIn: from - time.now,
          endsIn: until - time.now,
          from: instant(from),
          until: instant(until),
        };
      }),
    );
    const row = await readOuts(this.work.read).where('read_out.id', '=', id).executeTakeFirstOrThrow();
    return { readOut: readOutView(row, this.clock.now()), drift: time.drift, codes };
  }

  /** Puts on record which steps are about to be told. */
  async #tell(trx: Parameters<typeof lockJob>[0], asked: { id: string; at: number | null; actor: Actor }) {
    const { id, at, actor } = asked;
    const found = await trx.selectFrom('read_out').select('job_id').where('id', '=', id).executeTakeFirst();
    if (found === undefined) throw new ProblemError('not-found', 'There is no such read-out.');
    await lockJob(trx, found.job_id);
    const row = await trx.selectFrom('read_out').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    if (row.person_id !== actor.id) throw new ProblemError('not-your-role', 'Somebody else checked this caller.');
    const now = this.clock.now();
    if (statusOf(row, now) !== 'open') throw new ProblemError('read-out-over');
    const { job, rules, facts } = await loadParcel(trx, row.job_id, now);
    const door = doorOf(facts, rules);
    // The seed may be another generation's by now, and the parcel another one.
    if (door !== null || job.seed_id !== row.seed_id || job.shipment_id !== row.shipment_id) {
      throw new ProblemError('read-out-closed', doorWords[door ?? 'ended']);
    }
    const time: TokenTime = { now: now.getTime() / 1000, drift: job.drift ?? 0, period: job.period };
    const first = row.first_step ?? stepIn(time);
    const moment = row.moment_step ?? stepIn(time, at ?? 0);
    if (at !== null && row.moment_step !== null && !isSameMoment(row.moment_step, stepIn(time, at))) {
      throw new ProblemError('read-out-over', 'This read-out has shown the code of another moment already.');
    }
    const steps: readonly Step[] =
      at === null
        ? [
            { kind: 'now', step: first },
            { kind: 'next', step: first + 1 },
          ]
        : [{ kind: 'moment', step: moment }];
    await trx
      .insertInto('read_out_step')
      .values(steps.map(({ step }) => ({ seed_id: row.seed_id, step, read_out_id: id })))
      .onConflict((conflict) => conflict.columns(['seed_id', 'step']).doNothing())
      .execute();
    const isNew = at === null ? row.first_step === null : row.moment_step === null;
    await trx
      .updateTable('read_out')
      .set({
        shown_at: row.shown_at ?? now,
        ...(at === null
          ? { first_step: first, until: new Date(spanOf(first + 1, time).until * 1000) }
          : { moment_step: moment }),
      })
      .where('id', '=', id)
      .execute();
    if (isNew) {
      const facts = {
        readOut: id,
        reason: row.reason,
        ticket: row.ticket,
        proof: 'none',
        kind: at === null ? 'now' : 'moment',
      };
      const about = { actor, batchId: job.batch_id, jobId: job.id, serial: job.serial };
      await recordEvents(trx, [{ kind: 'read-out.shown', ...about, facts }]);
    }
    if (row.shown_at === null) await this.notices.notify(trx, { kind: 'code-read-out', jobId: job.id });
    const parameters: TotpParameters = { algorithm: job.algorithm, digits: 6, period: job.period };
    return { steps, time, seedId: row.seed_id, parameters };
  }
}

function instant(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}
