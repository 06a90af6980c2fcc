import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { WhatIsThis } from '@depot/contracts';
import { resynchronise } from '@depot/totp';
import { sql } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';

/** So many tokens are looked through: about two seconds' work. Those of the station come first, then what moved last. */
const mostTokens = 1000;
/** Others get a turn after so many. */
const atOnce = 20;

/** The one token that shows two codes in a row; `fits`: how many do. */
export interface Identified {
  readonly fits: number;
  readonly one: { readonly serial: string; readonly jobId: string; readonly drift: number } | null;
}

/** “What is this token?” by two codes in a row: for its seed, the vault is asked. Codes are neither spent nor told. */
@Injectable()
export class IdentifyService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not-consecutive` for the same code twice */
  async byCodes({ first, second, stationId }: WhatIsThis, actor: Actor): Promise<Identified> {
    if (first === second) throw new ProblemError('not-consecutive');
    const now = this.clock.unixSeconds();
    const fitting: { serial: string; jobId: string; drift: number }[] = [];
    for (const [at, token] of (await this.#inPlay(stationId)).entries()) {
      if (at % atOnce === atOnce - 1) await breathe();
      const { serial, seed_id: seedId, algorithm, period } = token;
      if (serial === null || seedId === null) continue;
      const found = await this.vault.use(this.work.read, seedId, (seed) =>
        resynchronise(seed.expose(), { algorithm, digits: 6, period }, { first, second, now }),
      );
      if (found.kind === 'match') fitting.push({ serial, jobId: token.id, drift: found.drift });
    }
    const [only, another] = fitting;
    const one = another === undefined ? (only ?? null) : null;
    const about = one === null ? {} : { jobId: one.jobId, serial: one.serial, facts: { drift: one.drift } };
    const kind = one === null ? 'token.not-identified' : 'token.identified';
    await this.work.run((trx) => recordEvents(trx, [{ kind, actor, stationId: stationId ?? null, ...about }]));
    return { fits: fitting.length, one };
  }

  /** Jobs under way with the seed of their token. */
  #inPlay(stationId: string | undefined) {
    return this.work.read
      .selectFrom('job')
      .innerJoin('seed', 'seed.id', 'job.seed_id')
      .select(['job.id', 'job.serial', 'job.seed_id', 'job.algorithm', 'job.period'])
      .where('job.serial', 'is not', null)
      .where('job.state', 'not in', ['arrived', 'cancelled', 'lost'])
      .where('seed.destroyed_at', 'is', null)
      .$if(stationId !== undefined, (query) =>
        query.orderBy(sql`job.station_id = ${stationId}`, (order) => order.desc().nullsLast()),
      )
      .orderBy('job.updated_at', 'desc')
      .limit(mostTokens)
      .execute();
  }
}
