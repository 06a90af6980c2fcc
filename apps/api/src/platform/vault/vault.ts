import { randomBytes, randomUUID } from 'node:crypto';
import type { Algorithm, EscrowEnd, EscrowList } from '@depot/contracts';
import { sql } from 'kysely';
import { recordEvents } from '../../audit/record-event.js';
import type { Actor } from '../../audit/actor.js';
import { compiledOnce } from '../database/compiled-once.js';
import type { Database, Trx } from '../database/database.js';
import { together } from '../database/together.js';
import { ProblemError } from '../http/problem-error.js';
import { sealingWindow } from './escrow-window.js';
import type { Keyring } from './keyring.js';
import { fingerprint, open, seal } from './sealing.js';
import { seedBinding } from './seed-binding.js';
import type { SeedPurpose } from './seed-binding.js';
import { Seed } from './seed.js';
import { unwrap } from './unwrap.js';

export type { SeedPurpose } from './seed-binding.js';

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
 * a window, that of the day it came in at first; the seed's id and purpose are associated data, so that no row can stand in for another.
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
    const windowId = sealingWindow(this.#now());
    const dataKey = randomBytes(32);
    const row = {
      id,
      job_id: as.jobId,
      purpose: as.purpose,
      window_id: windowId,
      ciphertext: seal(dataKey, seed.expose(), seedBinding(id, as.purpose)),
      wrapped_key: seal(this.#keyring.keyForSealing(windowId), dataKey, seedBinding(id, as.purpose)),
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
    const windowId = sealingWindow(this.#now());
    const wrapping = this.#keyring.keyForSealing(windowId);
    // Drawn at once: a call for each costs more than the sealing.
    const random = randomBytes(seeds.length * (32 + 12 + 12));
    const draw = (at: number, from: number, length: number): Uint8Array =>
      random.subarray(at * 56 + from, at * 56 + from + length);
    const rows = seeds.map(({ seed, print }, at) => {
      const id = randomUUID();
      const dataKey = draw(at, 0, 32);
      const about = seedBinding(id, 'factory');
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
    const seed = await this.#find(db, seedId);
    try {
      return await work(seed);
    } finally {
      seed.wipe();
    }
  }

  /**
   * Destroys a seed: its wrapped key and ciphertext go, its escrow is over, a certificate stays on the record. A second time is nothing but the
   * end of an escrow that was left open.
   * @returns whether the seed was still here
   */
  async destroy(
    trx: Trx,
    seedId: string,
    why: { actor: Actor; reason: string; jobId: string | null; serial: string | null; escrow?: EscrowEnd },
  ): Promise<boolean> {
    const destroyed = await trx
      .updateTable('seed')
      .set({ wrapped_key: null, ciphertext: null, destroyed_at: this.#now() })
      .where('id', '=', seedId)
      .where('destroyed_at', 'is', null)
      .returning(['id', 'window_id', 'purpose', 'created_at'])
      .executeTakeFirst();
    await trx
      .updateTable('escrow')
      .set({ over_at: this.#now(), over_by: why.escrow ?? 'other', held_reason: null })
      .where('seed_id', '=', seedId)
      .where('over_at', 'is', null)
      .execute();
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

  /** Whether the seed is still here. */
  async has(db: Database, seedId: string): Promise<boolean> {
    const [row] = await theSeed(db, { id: seedId });
    return row?.destroyed_at === null;
  }

  /** How many seeds there are, by what they are kept for. One that has a job, and no escrow, is on its way to the directory. */
  async keptFor(db: Database): Promise<EscrowList['kept']> {
    const { rows } = await sql<EscrowList['kept']>`
      SELECT count(*) FILTER (WHERE seed.job_id IS NULL AND escrow.seed_id IS NULL) AS stock,
        count(*) FILTER (WHERE seed.job_id IS NOT NULL AND escrow.seed_id IS NULL) AS line,
        count(escrow.seed_id) AS escrow,
        count(escrow.seed_id) FILTER (WHERE escrow.until = 'arrival') AS "untilArrival"
      FROM depot.seed LEFT JOIN depot.escrow ON escrow.seed_id = seed.id
      WHERE seed.destroyed_at IS NULL`.execute(db);
    return rows[0] ?? { stock: 0, line: 0, escrow: 0, untilArrival: 0 };
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
    // What is in stock is kept for another purpose than what waits for its arrival.
    if (jobId === null)
      await trx.deleteFrom('escrow').where('seed_id', '=', seedId).where('over_at', 'is', null).execute();
    await trx.updateTable('seed').set({ job_id: jobId }).where('id', '=', seedId).execute();
  }

  #fingerprint(seed: Seed): Uint8Array {
    return fingerprint(this.#keyring.fingerprintKey(), seed.expose());
  }

  async #find(db: Database, seedId: string): Promise<Seed> {
    for (let looks = 1; ; looks += 1) {
      const [row] = await theSeed(db, { id: seedId });
      if (row?.wrapped_key == null || row.ciphertext === null) throw new ProblemError('seed-destroyed');
      const about = seedBinding(row.id, row.purpose);
      const dataKey = this.#unwrapped(row.window_id, row.wrapped_key, about);
      if (dataKey !== null) return unsealed(dataKey, row.ciphertext, about);
      // It may have been moved to another window between the two looks.
      if (looks === 2) throw new ProblemError('seed-unreadable');
    }
  }

  #unwrapped(windowId: string, wrapped: Uint8Array, associated: string): Uint8Array | null {
    try {
      return unwrap(this.#keyring, windowId, { wrapped, associated });
    } catch {
      throw new ProblemError('seed-unreadable');
    }
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
}

function unsealed(dataKey: Uint8Array, ciphertext: Uint8Array, about: string): Seed {
  try {
    return new Seed(open(dataKey, ciphertext, about));
  } catch {
    throw new ProblemError('seed-unreadable');
  } finally {
    dataKey.fill(0);
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
