import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { isClosed, survivorsWindow } from './escrow-window.js';
import type { Keyring } from './keyring.js';
import { beginning } from './rewrap.js';
import type { Place } from './rewrap.js';
import { seedBinding } from './seed-binding.js';
import type { SeedPurpose } from './seed-binding.js';
import { seal } from './sealing.js';
import { unwrap } from './unwrap.js';

const dayMs = 86_400_000;
const atOnce = 500;
/** A window that holds more is given up once a day: a vendor's delivery may be 200,000 seeds. */
const fewSeeds = 2000;
/** The hour (UTC) in which that is done. */
const quietHour = 1;

interface Left {
  id: string;
  purpose: SeedPurpose;
  wrapped_key: Uint8Array;
  earlier_windows: string[];
}

interface Moved {
  /** Null when the window has been gone through. */
  readonly next: Place | null;
  /** Seeds that the window's key does not open; they stay, and their key with them. */
  readonly unreadable: number;
}

/**
 * Keeps keys from outliving what they were for. A window in which a seed was destroyed is given up: what it still holds is wrapped by
 * another key, and its own key is destroyed an hour later, so that a dump from before cannot be opened any more. In between, a record that
 * was restored from a moment ago still can.
 */
export class VaultWindows {
  readonly #work: UnitOfWork;
  readonly #keyring: Keyring;
  readonly #now: () => Date;

  constructor(work: UnitOfWork, keyring: Keyring, now: () => Date) {
    this.#work = work;
    this.#keyring = keyring;
    this.#now = now;
  }

  /** Each hour, and by whichever replicas: what another one has done is not there to be done again. */
  async tidy(): Promise<void> {
    await this.destroyEmpty();
    await this.giveUp();
  }

  /** Destroys the keys of closed windows that hold no live seed and no file. @returns which */
  async destroyEmpty(): Promise<string[]> {
    const closed = this.#closed();
    const inUse = await windowsInUse(this.#work.read, closed);
    const emptied = closed.filter((id) => !inUse.has(id));
    for (const id of emptied) this.#keyring.destroyWindow(id);
    return emptied;
  }

  /**
   * Moves the live seeds out of closed windows in which one was destroyed. @returns those windows
   * @throws Error when that is done, where the keyring does not open some of them
   */
  async giveUp(): Promise<string[]> {
    const now = this.#now();
    const spent = await spentWindows(this.#work.read, this.#closed());
    const isQuiet = now.getUTCHours() === quietHour;
    const due = spent.filter(
      ({ live, since }) => live <= fewSeeds || isQuiet || now.getTime() - since.getTime() > dayMs,
    );
    const stuck: string[] = [];
    for (const { id } of due) {
      const unreadable = await this.#empty(id, survivorsWindow(now));
      if (unreadable > 0) stuck.push(`${id} (${String(unreadable)})`);
    }
    if (stuck.length > 0) throw new Error(`The keyring does not open all seeds of these windows: ${stuck.join(', ')}.`);
    return due.map(({ id }) => id);
  }

  /** @returns how many seeds had to stay */
  async #empty(id: string, to: string): Promise<number> {
    let unreadable = 0;
    for (let after: Place | null = beginning; after !== null;) {
      const moved: Moved = await this.#move(id, { to, after });
      unreadable += moved.unreadable;
      after = moved.next;
    }
    return unreadable;
  }

  #closed(): string[] {
    const now = this.#now();
    return this.#keyring.windows().filter((id) => isClosed(id, now));
  }

  #move(from: string, { to, after }: { to: string; after: Place }): Promise<Moved> {
    return this.#work.run(async (trx) => {
      const { rows } = await sql<Left>`
        SELECT id, purpose, wrapped_key, earlier_windows FROM depot.seed
        WHERE window_id = ${from} AND destroyed_at IS NULL AND id > ${after}::uuid
        ORDER BY id LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`.execute(trx);
      const wrapping = this.#keyring.keyForSealing(to);
      const known = new Set(this.#keyring.windows());
      const moved = rows.flatMap(({ id, purpose, wrapped_key: wrapped, earlier_windows: earlier }) => {
        const dataKey = unwrapped(this.#keyring, from, { wrapped, associated: seedBinding(id, purpose) });
        if (dataKey === null) return [];
        const again = Buffer.from(seal(wrapping, dataKey, seedBinding(id, purpose))).toString('base64');
        dataKey.fill(0);
        return [{ id, again, earlier: [...earlier.filter((each) => known.has(each)), from] }];
      });
      if (moved.length > 0) {
        await sql`
          UPDATE depot.seed SET window_id = ${to}, wrapped_key = decode(moved.again, 'base64'),
            earlier_windows = ARRAY(SELECT jsonb_array_elements_text(moved.earlier))
          FROM jsonb_to_recordset(${JSON.stringify(moved)}) AS moved (id uuid, again text, earlier jsonb)
          WHERE seed.id = moved.id`.execute(trx);
      }
      const last = rows.at(-1)?.id ?? null;
      return { next: rows.length < atOnce ? null : last, unreadable: rows.length - moved.length };
    });
  }
}

/** Null where no key of the window fits: of one that was restored with another keyring, say. */
function unwrapped(keyring: Keyring, from: string, of: { wrapped: Uint8Array; associated: string }): Uint8Array | null {
  try {
    return unwrap(keyring, from, of);
  } catch {
    return null;
  }
}

async function windowsInUse(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    SELECT window_id AS id FROM depot.seed WHERE destroyed_at IS NULL AND window_id = ANY (${[...ids]}::text[])
    UNION SELECT window_id FROM depot.seed_file_key WHERE window_id = ANY (${[...ids]}::text[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Windows that hold live seeds though one was destroyed in them, and since when. */
async function spentWindows(
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; live: number; since: Date }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; live: number; since: Date }>`
    SELECT gone.id, gone.since, live.count AS live
    FROM (SELECT window_id AS id, min(destroyed_at) AS since FROM depot.seed
          WHERE destroyed_at IS NOT NULL AND window_id = ANY (${[...ids]}::text[]) GROUP BY window_id) AS gone
    JOIN (SELECT window_id AS id, count(*) AS count FROM depot.seed
          WHERE destroyed_at IS NULL AND window_id = ANY (${[...ids]}::text[]) GROUP BY window_id) AS live
      ON live.id = gone.id`.execute(db);
  return rows;
}
