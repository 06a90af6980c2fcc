import { randomBytes, randomUUID } from 'node:crypto';
import type { Algorithm } from '@depot/contracts';
import { sql } from 'kysely';
import { recordEvents } from '../../audit/record-event.js';
import type { Actor } from '../../audit/actor.js';
import { compiledOnce } from '../database/compiled-once.js';
import type { Database, Trx } from '../database/database.js';
import { together } from '../database/together.js';
import { ProblemError } from '../http/problem-error.js';
import { escrowWindow } from './escrow-window.js';
import type { Keyring } from './keyring.js';
import { fingerprint, open, seal } from './sealing.js';
import { Seed } from './seed.js';

export type SeedPurpose = 'qr' | 'own' | 'factory';

/** A seed that the vault has, or had where it must not come again. */
export interface KnownSeed {
  readonly seedId: string;
  readonly jobId: string | null;
  readonly live: boolean;
}

/** A seed that is already known: live, or a user's QR that was used before. */
export class DuplicateSeed extends Error {
  readonly seedId: string;
  readonly jobId: string | null;
  readonly live: boolean;

  constructor(seedId: string, jobId: string | null, live: boolean) {
    super('The seed is already known.');
    this.seedId = seedId;
    this.jobId = jobId;
    this.live = live;
  }
}

const theSeed = compiledOnce((db, given: { id: string }) =>
  db.selectFrom('seed').selectAll().where('id', '=', given.id),
);

/**
 * Where seeds lie sealed; alone in reading the table. Each seed has a data key of its own, wrapped by the key of
 * the week it came in; the seed's id and purpose are associated data, so that no row can stand in for another.
 */
export class Vault {
  readonly #keyring: Keyring;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#keyring = keyring;
    this.#now = now;
  }

  /** As many random bytes as the algorithm's own output: 20 for SHA-1 (RFC 4226 §4 R6: 160 bits), 32 for SHA-256 (RFC 6238 §5.1). */
  draw(algorithm: Algorithm): Seed {
    return new Seed(randomBytes(algorithm === 'SHA256' ? 32 : 20));
  }

  /**
   * Seals a seed and wipes it.
   * @throws DuplicateSeed when the fingerprint is known. A destroyed factory or drawn seed may come again (a
   * returned token's seed file), a user's QR never.
   */
  async seal(trx: Trx, seed: Seed, as: { purpose: SeedPurpose; jobId: string | null }): Promise<string> {
    const id = randomUUID();
    const print = this.#fingerprint(seed);
    const windowId = escrowWindow(this.#now());
    const dataKey = randomBytes(32);
    const row = {
      id,
      job_id: as.jobId,
      purpose: as.purpose,
      window_id: windowId,
      ciphertext: seal(dataKey, seed.expose(), associated(id, as.purpose)),
      wrapped_key: seal(this.#keyring.keyForSealing(windowId), dataKey, associated(id, as.purpose)),
      fingerprint: print,
    };
    seed.wipe();
    dataKey.fill(0);
    // Where it is known the look comes first, and what it throws undoes the rest.
    await together(this.#refuseKnown(trx, print), trx.insertInto('seed').values(row).execute());
    return id;
  }

  /** Hex, equal for equal seeds; without the keyring it tells nothing. */
  fingerprint(seed: Seed): string {
    return Buffer.from(this.#fingerprint(seed)).toString('hex');
  }

  /** Which of these fingerprints the vault knows: of live seeds, and of users' QRs that were used before. */
  async known(db: Database, prints: readonly string[]): Promise<Map<string, KnownSeed>> {
    const asked = prints.map((print) => Buffer.from(print, 'hex'));
    const { rows } = await sql<{ print: string; id: string; job_id: string | null; live: boolean }>`
      SELECT encode(fingerprint, 'hex') AS print, id, job_id, destroyed_at IS NULL AS live FROM depot.seed
      WHERE fingerprint = ANY (${asked}::bytea[])
        AND (destroyed_at IS NULL OR purpose = 'qr')`.execute(db);
    const known = new Map<string, KnownSeed>();
    for (const { print, id, job_id: jobId, live } of rows) {
      if (live || !known.has(print)) known.set(print, { seedId: id, jobId, live });
    }
    return known;
  }

  /**
   * Seals many factory seeds that `known` does not know, and wipes them.
   * @returns their ids in order, and what puts them into the vault; that fails where somebody else has just sealed one of them
   */
  sealFactory(seeds: readonly { seed: Seed; print: string }[]): { ids: string[]; keep: (trx: Trx) => Promise<void> } {
    const windowId = escrowWindow(this.#now());
    const wrapping = this.#keyring.keyForSealing(windowId);
    // Drawn at once: a call for each costs more than the sealing.
    const random = randomBytes(seeds.length * (32 + 12 + 12));
    const draw = (at: number, from: number, length: number): Uint8Array =>
      random.subarray(at * 56 + from, at * 56 + from + length);
    const rows = seeds.map(({ seed, print }, at) => {
      const id = randomUUID();
      const dataKey = draw(at, 0, 32);
      const about = associated(id, 'factory');
      const ciphertext = base64(seal(dataKey, seed.expose(), about, draw(at, 32, 12)));
      const wrappedKey = base64(seal(wrapping, dataKey, about, draw(at, 44, 12)));
      const row = { id, ciphertext, wrapped_key: wrappedKey, fingerprint: print };
      seed.wipe();
      dataKey.fill(0);
      return row;
    });
    const keep = async (trx: Trx): Promise<void> => {
      await sql`
        INSERT INTO depot.seed (id, purpose, window_id, ciphertext, wrapped_key, fingerprint)
        SELECT id, 'factory', ${windowId}, decode(ciphertext, 'base64'), decode(wrapped_key, 'base64'), decode(fingerprint, 'hex')
        FROM jsonb_to_recordset(${JSON.stringify(rows)}) AS seed (
          id uuid, ciphertext text, wrapped_key text, fingerprint text)`.execute(trx);
    };
    return { ids: rows.map(({ id }) => id), keep };
  }

  /**
   * Opens a seed for the length of `work`, then wipes it.
   * @throws ProblemError `seed-destroyed`, or `seed-unreadable` when the keyring does not fit.
   */
  async use<T>(db: Database, seedId: string, work: (seed: Seed) => T | Promise<T>): Promise<T> {
    const [row] = await theSeed(db, { id: seedId });
    if (row?.wrapped_key == null || row.ciphertext === null) throw new ProblemError('seed-destroyed');
    const seed = this.#open(row.id, row.purpose, row.window_id, row.wrapped_key, row.ciphertext);
    try {
      return await work(seed);
    } finally {
      seed.wipe();
    }
  }

  /** Destroys a seed: its wrapped key and ciphertext go, a certificate stays on the record. A second time is nothing. */
  async destroy(
    trx: Trx,
    seedId: string,
    why: { actor: Actor; reason: string; jobId: string | null; serial: string | null },
  ): Promise<boolean> {
    const destroyed = await trx
      .updateTable('seed')
      .set({ wrapped_key: null, ciphertext: null, destroyed_at: this.#now() })
      .where('id', '=', seedId)
      .where('destroyed_at', 'is', null)
      .returning(['id', 'window_id', 'purpose', 'created_at'])
      .executeTakeFirst();
    if (destroyed === undefined) return false;
    await recordEvents(trx, [
      {
        kind: 'seed.destroyed',
        actor: why.actor,
        jobId: why.jobId,
        serial: why.serial,
        facts: {
          reason: why.reason,
          seed: destroyed.id,
          purpose: destroyed.purpose,
          keptSince: destroyed.created_at.toISOString(),
          destroyedAt: this.#now().toISOString(),
        },
      },
    ]);
    return true;
  }

  /** Seeds of a job's earlier generations that are still here. */
  async supersededSeeds(db: Database, jobId: string, current: string | null): Promise<string[]> {
    const rows = await db
      .selectFrom('seed')
      .select('id')
      .where('job_id', '=', jobId)
      .where('destroyed_at', 'is', null)
      .$if(current !== null, (query) => query.where('id', '!=', current))
      .execute();
    return rows.map((row) => row.id);
  }

  /** Gives a factory seed to a job, or (null) back to stock. */
  async assign(trx: Trx, seedId: string, jobId: string | null): Promise<void> {
    await trx.updateTable('seed').set({ job_id: jobId }).where('id', '=', seedId).execute();
  }

  /** Destroys the keys of past windows in which no live seed, and no seed file, is left: old dumps cannot be opened any more. */
  async destroyEmptyWindows(db: Database): Promise<string[]> {
    // A day's grace: at the turn of the week another replica may still be sealing into the window that has just ended.
    const current = escrowWindow(new Date(this.#now().getTime() - 86_400_000));
    const past = this.#keyring.windows().filter((id) => id < current);
    const emptied: string[] = [];
    for (const id of past) {
      const live = await db
        .selectFrom('seed')
        .select('id')
        .where('window_id', '=', id)
        .where('destroyed_at', 'is', null)
        .limit(1)
        .executeTakeFirst();
      const file = await db
        .selectFrom('seed_file_key')
        .select('file_id')
        .where('window_id', '=', id)
        .limit(1)
        .executeTakeFirst();
      if (live !== undefined || file !== undefined) continue;
      this.#keyring.destroyWindow(id);
      emptied.push(id);
    }
    return emptied;
  }

  #fingerprint(seed: Seed): Uint8Array {
    return fingerprint(this.#keyring.fingerprintKey(), seed.expose());
  }

  async #refuseKnown(trx: Trx, print: Uint8Array): Promise<void> {
    const rows = await trx
      .selectFrom('seed')
      .select(['id', 'job_id', 'destroyed_at', 'purpose'])
      .where('fingerprint', '=', print)
      .execute();
    const known = rows.find((row) => row.destroyed_at === null || row.purpose === 'qr');
    if (known !== undefined) throw new DuplicateSeed(known.id, known.job_id, known.destroyed_at === null);
  }

  #open(id: string, purpose: SeedPurpose, windowId: string, wrappedKey: Uint8Array, ciphertext: Uint8Array): Seed {
    const key = this.#keyring.keyForOpening(windowId);
    if (key === null) throw new ProblemError('seed-unreadable');
    try {
      const dataKey = open(key, wrappedKey, associated(id, purpose));
      const seed = new Seed(open(dataKey, ciphertext, associated(id, purpose)));
      dataKey.fill(0);
      return seed;
    } catch {
      throw new ProblemError('seed-unreadable');
    }
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function associated(id: string, purpose: SeedPurpose): string {
  return `token-depot seed ${purpose} ${id}`;
}
