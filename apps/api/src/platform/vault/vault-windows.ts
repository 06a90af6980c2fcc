import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { isClosed, survivorsWindow } from './escrow-window.js';
import type { Keyring } from './keyring.js';
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

  /** Moves the live seeds out of closed windows in which one was destroyed. @returns those windows */
  async giveUp(): Promise<string[]> {
    const now = this.#now();
    const spent = await spentWindows(this.#work.read, this.#closed());
    const isQuiet = now.getUTCHours() === quietHour;
    const due = spent.filter(
      ({ live, since }) => live <= fewSeeds || isQuiet || now.getTime() - since.getTime() > dayMs,
    );
    for (const { id } of due) while ((await this.#move(id, survivorsWindow(now))) === atOnce);
    return due.map(({ id }) => id);
  }

  #closed(): string[] {
    const now = this.#now();
    return this.#keyring.windows().filter((id) => isClosed(id, now));
  }

  /** @returns how many were moved; fewer than asked for were all there were */
  #move(from: string, to: string): Promise<number> {
    return this.#work.run(async (trx) => {
      const { rows } = await sql<Left>`
        SELECT id, purpose, wrapped_key, earlier_windows FROM depot.seed
        WHERE window_id = ${from} AND destroyed_at IS NULL LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`.execute(trx);
      if (rows.length === 0) return 0;
      const wrapping = this.#keyring.keyForSealing(to);
      const known = new Set(this.#keyring.windows());
      const moved = rows.map(({ id, purpose, wrapped_key: wrapped, earlier_windows: earlier }) => {
        const dataKey = unwrap(this.#keyring, from, { wrapped, associated: seedBinding(id, purpose) });
        if (dataKey === null) throw new Error(`The keyring lost the key of window ${from}.`);
        const again = Buffer.from(seal(wrapping, dataKey, seedBinding(id, purpose))).toString('base64');
        dataKey.fill(0);
        return { id, again, earlier: [...earlier.filter((each) => known.has(each)), from] };
      });
      await sql`
        UPDATE depot.seed SET window_id = ${to}, wrapped_key = decode(moved.again, 'base64'),
          earlier_windows = ARRAY(SELECT jsonb_array_elements_text(moved.earlier))
        FROM jsonb_to_recordset(${JSON.stringify(moved)}) AS moved (id uuid, again text, earlier jsonb)
        WHERE seed.id = moved.id`.execute(trx);
      return rows.length;
    });
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
