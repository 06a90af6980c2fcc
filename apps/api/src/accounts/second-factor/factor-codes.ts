import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { groupedSelfCode, selfCodeLength, selfCodeLetters } from '@depot/contracts';
import { entraParameters, matchCode, readDigits } from '@depot/totp';
import type { Database, Trx } from '../../platform/database/database.js';
import { Clock } from '../../platform/http/clock.js';
import { CodePrints } from '../../platform/vault/code-prints.js';
import { SecondFactors } from '../../platform/vault/second-factors.js';

const recoveryCodes = 10;

/** What is to be done, in the transaction that lets somebody in, so that their code counts once; false when somebody else was faster. */
export type Spending = (trx: Trx) => Promise<boolean>;

/** Codes of people's second factors: six digits of an app or a token, or one of the codes for when it is not at hand. */
@Injectable()
export class FactorCodes {
  constructor(
    private readonly factors: SecondFactors,
    private readonly prints: CodePrints,
    private readonly clock: Clock,
  ) {}

  /** Null for what is no code of theirs now, or nothing. The digits are looked for around the drift that the last ones showed. */
  async judge(db: Database, personId: string, typed: string): Promise<Spending | null> {
    const digits = readDigits(typed);
    if (digits === null) return this.#recovery(db, personId, typed);
    const now = this.clock.unixSeconds();
    const outcome = await this.factors.use(db, personId, (secret, { lastStep, drift }) =>
      matchCode(secret.expose(), entraParameters, { code: digits, now, drift, after: lastStep }),
    );
    if (outcome?.kind !== 'match') return null;
    return (trx) => this.factors.spend(trx, personId, outcome);
  }

  /** Makes new ones in place of those before. @returns them as they are shown, this once */
  async makeRecoveryCodes(trx: Trx, personId: string): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodes }, () =>
      Array.from(randomBytes(selfCodeLength), (byte) => selfCodeLetters[byte % selfCodeLetters.length]).join(''),
    );
    await trx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
    await trx
      .insertInto('recovery_code')
      .values(codes.map((code) => ({ person_id: personId, print: this.#printOf(personId, code) })))
      .execute();
    return codes.map(groupedSelfCode);
  }

  async #recovery(db: Database, personId: string, typed: string): Promise<Spending | null> {
    const print = this.#printOf(personId, typed.toUpperCase().replace(/[\s-]/g, ''));
    const known = await db
      .selectFrom('recovery_code')
      .select('print')
      .where('person_id', '=', personId)
      .where('print', '=', print)
      .executeTakeFirst();
    if (known === undefined) return null;
    return async (trx) => {
      const spent = await trx
        .deleteFrom('recovery_code')
        .where('person_id', '=', personId)
        .where('print', '=', print)
        .returning('print')
        .executeTakeFirst();
      return spent !== undefined;
    };
  }

  #printOf(personId: string, code: string): string {
    return this.prints.of(`recovery ${personId} ${code}`);
  }
}
