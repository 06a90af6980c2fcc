import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database, Trx } from '../database/database.js';
import type { PgpKeyTable } from '../database/schema/seed-file.js';
import { Envelopes } from './envelopes.js';
import type { Keyring } from './keyring.js';
import { PgpSecret } from './pgp-secret.js';

/** What anybody may know of a key pair. */
export type PgpPublic = Pick<Selectable<PgpKeyTable>, 'armored' | 'fingerprint' | 'user_id' | 'made_at'>;

/** The depot's PGP key pair, its private half sealed as seeds are; alone in reading the table. */
export class PgpKeys {
  readonly #envelopes: Envelopes;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#envelopes = new Envelopes(keyring, 'pgp-keys');
    this.#now = now;
  }

  async public(db: Database): Promise<PgpPublic | null> {
    const row = await db
      .selectFrom('pgp_key')
      .select(['armored', 'fingerprint', 'user_id', 'made_at'])
      .executeTakeFirst();
    return row ?? null;
  }

  /** Seals a pair and wipes its private half. @returns false when there is one already, which stays */
  async keep(
    trx: Trx,
    pair: Pick<PgpPublic, 'armored' | 'fingerprint' | 'user_id'> & { secret: PgpSecret },
  ): Promise<boolean> {
    const { secret, ...known } = pair;
    const id = randomUUID();
    const row = {
      ...known,
      id,
      ...this.#envelopes.seal(secret, associated(id)),
      made_at: this.#now(),
    };
    const kept = await trx
      .insertInto('pgp_key')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return kept !== undefined;
  }

  /** Opens the private half, which the caller wipes; null where none was made. @throws ProblemError `seed-unreadable` */
  async secret(db: Database): Promise<PgpSecret | null> {
    const row = await db.selectFrom('pgp_key').select(['id', 'wrapped_key', 'ciphertext']).executeTakeFirst();
    return row === undefined ? null : new PgpSecret(this.#envelopes.open(row, associated(row.id)));
  }
}

function associated(id: string): string {
  return `token-depot pgp key ${id}`;
}
