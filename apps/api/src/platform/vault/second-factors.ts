import { randomUUID } from 'node:crypto';
import type { Database, Trx } from '../database/database.js';
import { Envelopes } from './envelopes.js';
import type { Keyring } from './keyring.js';
import { SecondFactorSecret } from './second-factor-secret.js';

/** What is known of a factor beside its secret. */
export interface FactorClock {
  readonly lastStep: number;
  /** Seconds its clock is ahead of ours. */
  readonly drift: number;
}

/** The keys of people's second factors, sealed as seeds are; alone in reading the table. */
export class SecondFactors {
  readonly #envelopes: Envelopes;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#envelopes = new Envelopes(keyring, 'second-factors');
    this.#now = now;
  }

  /** Seals a secret in place of the one before, and wipes it. */
  async set(trx: Trx, personId: string, secret: SecondFactorSecret): Promise<void> {
    const id = randomUUID();
    const row = {
      id,
      ...this.#envelopes.seal(secret, associated(id, personId)),
      set_at: this.#now(),
      last_step: -1,
      drift: 0,
    };
    await trx
      .insertInto('second_factor')
      .values({ person_id: personId, ...row })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute();
  }

  async forget(trx: Trx, personId: string): Promise<void> {
    await trx.deleteFrom('second_factor').where('person_id', '=', personId).execute();
  }

  /**
   * Opens a person's secret for the length of `work`, then wipes it. @returns what `work` does, or null where there is none
   * @throws ProblemError `seed-unreadable` when the keyring does not fit
   */
  async use<T>(
    db: Database,
    personId: string,
    work: (secret: SecondFactorSecret, clock: FactorClock) => T,
  ): Promise<T | null> {
    const row = await db.selectFrom('second_factor').selectAll().where('person_id', '=', personId).executeTakeFirst();
    if (row === undefined) return null;
    const secret = new SecondFactorSecret(this.#envelopes.open(row, associated(row.id, row.person_id)));
    try {
      return work(secret, { lastStep: row.last_step, drift: row.drift });
    } finally {
      secret.wipe();
    }
  }

  /** A step counts once: false when it, or a later one, was accepted meanwhile. */
  async spend(trx: Trx, personId: string, match: { step: number; drift: number }): Promise<boolean> {
    const spent = await trx
      .updateTable('second_factor')
      .set({ last_step: match.step, drift: match.drift })
      .where('person_id', '=', personId)
      .where('last_step', '<', match.step)
      .returning('id')
      .executeTakeFirst();
    return spent !== undefined;
  }
}

function associated(id: string, personId: string): string {
  return `token-depot second factor ${personId} ${id}`;
}
