import { Injectable } from '@nestjs/common';
import { profileSerial } from '@depot/contracts';
import { mayBeFarOff, resynchronise } from '@depot/totp';
import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Schema } from '../../platform/database/schema/schema.js';
import { Directory } from '../../directory/directory.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';
import { loadJob, lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { pauseJob } from '../pause-job.js';
import { acceptStep } from './accept-step.js';
import { checkCode } from './check-code.js';
import type { Proved } from './proved.js';
import { verifyTries } from './tries.js';
import { countWrongCode, refuseGuessing } from './wrong-codes.js';

/** A job that waits for its code, with what its token is known to be off by. */
type Candidate = JobRecord & { seed_id: string; drift: number | null; seed_gone_at: Date | null };

/** Six digits against the seed on record: the proof that every token gives before it leaves. */
@Injectable()
export class VerifyService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly directory: Directory,
  ) {}

  /**
   * A code for one job.
   * @throws ProblemError `wrong-code`, `clock-off` (counted like a wrong one), `old-code`, `other-token-code`, `used-code`, `too-many-tries`, `move-refused`
   */
  async proveJob(jobId: string, code: string, actor: Actor): Promise<Proved> {
    const candidate = await this.#candidate(jobId);
    const verdict = await this.#check(candidate, code);
    if (verdict.kind === 'match') return this.#prove(candidate, { ...verdict, code }, actor);
    if (verdict.kind === 'replayed') throw new ProblemError('used-code');
    await this.#explain(candidate, code);
    return this.#countWrong(candidate, actor, (await this.#isFarOff(candidate, code)) ? 'clock-off' : 'wrong-code');
  }

  /**
   * A code typed at a station: matched against every token that waits there. One match goes ahead, two ask, none
   * counts against none in particular (but where only one token waits it is that one's).
   */
  async proveAtStation(stationId: string, code: string, actor: Actor): Promise<Proved> {
    const here = await this.#candidates((row) => row('job.station_id', '=', stationId));
    // One whose seed is gone, as it may be after a restore, says so by itself and is in no other's way.
    const known = here.filter(({ seed_gone_at: goneAt }) => goneAt === null);
    const waiting = known.length === 0 ? here : known;
    const [only, second] = waiting;
    if (only === undefined) throw new ProblemError('move-refused', 'No token at this station waits for its code.');
    if (second === undefined) return this.proveJob(only.id, code, actor);
    const bench = { kind: 'code.unmatched', stationId } as const;
    await refuseGuessing(this.work.read, bench);
    const matches: { candidate: Candidate; step: number; drift: number }[] = [];
    let replayed = false;
    for (const candidate of waiting) {
      const verdict = await this.#check(candidate, code);
      if (verdict.kind === 'match') matches.push({ candidate, step: verdict.step, drift: verdict.drift });
      if (verdict.kind === 'replayed') replayed = true;
    }
    const [match, another] = matches;
    if (match !== undefined && another === undefined) return this.#prove(match.candidate, { ...match, code }, actor);
    if (match !== undefined) {
      const jobs = matches.map(({ candidate }) => ({
        id: candidate.id,
        number: candidate.number,
        serial: nameOf(candidate),
      }));
      throw new ProblemError('ambiguous-code', 'More than one token shows this code.', { jobs });
    }
    if (replayed) throw new ProblemError('used-code');
    for (const candidate of waiting) await this.#explainOld(candidate, code);
    await countWrongCode(this.work, bench, actor);
    for (const candidate of waiting) {
      if (await this.#isFarOff(candidate, code)) throw new ProblemError('clock-off', undefined, factsOf(candidate));
    }
    throw new ProblemError(
      'wrong-code',
      `The code matches none of the ${String(waiting.length)} tokens that wait here; it is counted against none.`,
    );
  }

  /**
   * Two codes in a row, for a clock beyond the window.
   * @throws ProblemError `not-consecutive`, `used-code`, `too-many-tries`
   */
  async resynchronise(jobId: string, codes: { first: string; second: string }, actor: Actor): Promise<Proved> {
    const candidate = await this.#candidate(jobId);
    const found = await this.vault.use(this.work.read, candidate.seed_id, (seed) =>
      resynchronise(
        seed.expose(),
        { algorithm: candidate.algorithm, digits: 6, period: candidate.period },
        { ...codes, now: this.clock.unixSeconds() },
      ),
    );
    if (found.kind === 'match') {
      return this.#prove(candidate, { ...found, code: codes.second, event: 'token.resynchronised' }, actor);
    }
    if (found.kind === 'replayed') throw new ProblemError('used-code');
    await this.#countWrong(candidate, actor, 'not-consecutive');
    throw new ProblemError('not-consecutive');
  }

  async #prove(
    candidate: Candidate,
    match: { step: number; drift: number; code: string; event?: string },
    actor: Actor,
  ): Promise<Proved> {
    // The directory first, while the code is good: what it did not take, the record step asks for again.
    if (candidate.route !== 'qr') await this.directory.activate(candidate, match.code);
    const { event: kind } = match;
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, candidate.id);
      if (job.seed_id !== candidate.seed_id)
        throw new ProblemError('move-refused', 'The job got a new seed a moment ago.');
      const facts = { drift: match.drift };
      const to = job.route === 'qr' ? 'confirming' : 'recording';
      const [, , , , superseded] = await together(
        acceptStep(trx, { seedId: candidate.seed_id, purpose: 'verify', step: match.step }),
        moveJob(trx, job, 'prove', { to, actor, set: { tries: 0 }, facts }),
        trx
          .updateTable('token')
          .set({ drift: match.drift })
          .where('serial', '=', job.serial ?? '')
          .where('profile', '=', job.profile)
          .execute(),
        recordEvents(trx, kind === undefined ? [] : [about(job, { kind, actor, facts })]),
        this.vault.supersededSeeds(trx, job.id, job.seed_id),
      );
      // The earlier generations’ seeds have served their last purpose.
      for (const seedId of superseded) {
        const reason = 'a newer seed generation was proved';
        await this.vault.destroy(trx, seedId, { actor, reason, jobId: job.id, serial: job.serial });
      }
    });
    return { jobId: candidate.id, drift: match.drift };
  }

  async #countWrong(
    candidate: Candidate,
    actor: Actor,
    code: 'wrong-code' | 'clock-off' | 'not-consecutive',
  ): Promise<never> {
    const tries = await this.work.run(async (trx) => {
      const counted = await trx
        .updateTable('job')
        .set({ tries: sql<number>`tries + 1` })
        .where('id', '=', candidate.id)
        .where('state', '=', 'verifying')
        .returningAll()
        .executeTakeFirst();
      if (counted === undefined) throw new ProblemError('move-refused');
      await recordEvents(trx, [about(counted, { kind: 'code.wrong', actor, facts: { tries: counted.tries } })]);
      if (counted.tries >= verifyTries) {
        await pauseJob(trx, counted, {
          code: 'too-many-tries',
          detail: 'Five wrong codes. Check the serial on the token, switch it off and on, then go on.',
          actor,
        });
      }
      return counted.tries;
    });
    if (tries >= verifyTries) throw new ProblemError('too-many-tries');
    throw new ProblemError(code, undefined, { ...factsOf(candidate), triesLeft: verifyTries - tries });
  }

  /** Says more than “wrong” where the vault knows more. Neither of these costs a try. */
  async #explain(candidate: Candidate, code: string): Promise<void> {
    await this.#explainOld(candidate, code);
    const others = await this.#candidates((row) =>
      row.and([row('job.station_id', '=', candidate.station_id), row('job.id', '!=', candidate.id)]),
    );
    for (const other of others) {
      if ((await this.#check(other, code)).kind === 'outside') continue;
      throw new ProblemError(
        'other-token-code',
        `This code belongs to token ${nameOf(other)} (job ${String(other.number)}).`,
        factsOf(other),
      );
    }
  }

  /** A code of an earlier generation: the token shows it until it is switched off and on. */
  async #explainOld(candidate: Candidate, code: string): Promise<void> {
    for (const seedId of await this.vault.supersededSeeds(this.work.read, candidate.id, candidate.seed_id)) {
      const verdict = await checkCode(this.#deps(), candidate, code, {
        seedId,
        drift: candidate.drift,
        purpose: 'verify',
      });
      if (verdict.kind !== 'outside') throw new ProblemError('old-code');
    }
  }

  #isFarOff({ seed_id: seedId, algorithm, period }: Candidate, code: string): Promise<boolean> {
    const now = this.clock.unixSeconds();
    return this.vault.use(this.work.read, seedId, (seed) =>
      mayBeFarOff(seed.expose(), { algorithm, digits: 6, period }, { code, now }),
    );
  }

  #check(candidate: Candidate, code: string): ReturnType<typeof checkCode> {
    return checkCode(this.#deps(), candidate, code, {
      seedId: candidate.seed_id,
      drift: candidate.drift,
      purpose: 'verify',
    });
  }

  #deps(): Parameters<typeof checkCode>[0] {
    return { db: this.work.read, vault: this.vault, now: this.clock.unixSeconds() };
  }

  async #candidate(jobId: string): Promise<Candidate> {
    const [candidate] = await this.#candidates((row) => row('job.id', '=', jobId));
    if (candidate !== undefined) return candidate;
    const job = await loadJob(this.work.read, jobId);
    throw new ProblemError('move-refused', `Job ${String(job.number)} is ${job.state}; no code is expected.`);
  }

  /** Jobs that wait for their code, narrowed by a condition. */
  async #candidates(which: (row: ExpressionBuilder<Schema, 'job'>) => Expression<SqlBool>): Promise<Candidate[]> {
    const rows = await this.work.read
      .selectFrom('job')
      .leftJoin('token', (join) =>
        join.onRef('token.serial', '=', 'job.serial').onRef('token.profile', '=', 'job.profile'),
      )
      .leftJoin('seed', 'seed.id', 'job.seed_id')
      .selectAll('job')
      .select(['token.drift', 'seed.destroyed_at as seed_gone_at'])
      .where('job.state', '=', 'verifying')
      .where((row) => which(row))
      .execute();
    return rows.flatMap((row) => (row.seed_id === null ? [] : [{ ...row, seed_id: row.seed_id }]));
  }
}

/** As people tell its token from others: of a token with many profiles, which one. */
function nameOf({ serial, profile, family }: Candidate): string {
  if (serial === null) return '';
  return family === 'molto2' ? profileSerial(serial, profile) : serial;
}

/** For the screen, which says what to do with this very token. */
function factsOf(candidate: Candidate): { jobId: string; job: number; serial: string } {
  return { jobId: candidate.id, job: candidate.number, serial: nameOf(candidate) };
}

function about(job: JobRecord, event: { kind: string; actor: Actor; facts: Record<string, unknown> }) {
  return { ...event, batchId: job.batch_id, jobId: job.id, stationId: job.station_id, serial: job.serial };
}
