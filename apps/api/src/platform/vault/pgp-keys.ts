import { randomBytes, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database, Trx } from '../database/database.js';
import type { PgpKeyTable } from '../database/schema/seed-file.js';
import { ProblemError } from '../http/problem-error.js';
import type { Keyring } from './keyring.js';
import { PgpSecret } from './pgp-secret.js';
import { open, seal } from './sealing.js';
import { unwrap } from './unwrap.js';

/** The keyring's key for what has no end; it sorts after every week, so it is never destroyed with one. */
const keyringWindow = 'pgp-keys';

/** What anybody may know of a key pair. */
export type PgpPublic = Pick<Selectable<PgpKeyTable>, 'armored' | 'fingerprint' | 'user_id' | 'made_at'>;

/** The depot's PGP key pair, its private half sealed as seeds are; alone in reading the table. */
export class PgpKeys {
  readonly #keyring: Keyring;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#keyring = keyring;
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
    const dataKey = randomBytes(32);
    const row = {
      ...known,
      id,
      ciphertext: seal(dataKey, secret.expose(), associated(id)),
      wrapped_key: seal(this.#keyring.keyForSealing(keyringWindow), dataKey, associated(id)),
      made_at: this.#now(),
    };
    secret.wipe();
    dataKey.fill(0);
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
    if (row === undefined) return null;
    try {
      const about = associated(row.id);
      const dataKey = unwrap(this.#keyring, keyringWindow, { wrapped: row.wrapped_key, associated: about });
      if (dataKey === null) throw new ProblemError('seed-unreadable');
      const secret = new PgpSecret(open(dataKey, row.ciphertext, about));
      dataKey.fill(0);
      return secret;
    } catch {
      throw new ProblemError('seed-unreadable');
    }
  }
}

function associated(id: string): string {
  return `token-depot pgp key ${id}`;
}
