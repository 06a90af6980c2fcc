import { sql } from 'kysely';
import { theDepot } from '../../audit/actor.js';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { Keyring } from './keyring.js';
import { beginning, rewrapSome, wrappedTables } from './rewrap.js';
import type { WrappedTable } from './rewrap.js';

/** So long after new keys were made a replica may still put down what it began to seal with an old one. */
export const graceMs = 15 * 60_000;
/** Key of the advisory lock under which one replica at a time wraps anew. */
const rewrapLock = 0x64_65_70_6b;

export interface RotationState {
  /** `rewrapping`: new keys are in force; `retiring`: nothing is wrapped by the old ones any more, which wait out their time. */
  readonly state: 'idle' | 'rewrapping' | 'retiring';
  readonly since: Date | null;
  /** When the old keys are destroyed, at the earliest. */
  readonly until: Date | null;
  /** Ids of the keys that are on their way out. */
  readonly keys: readonly string[];
}

interface Pass {
  readonly rewrapped: Readonly<Record<WrappedTable, number>>;
  readonly unreadable: number;
}

/**
 * Replaces the keys of the keyring while everything runs. New keys are in force from the moment they lie in the file; what the old ones wrapped is
 * wrapped anew in batches, by whichever replica comes first, and goes on after a kill, because what is left to do is what the old keys still open.
 * Then those are destroyed.
 */
export class KeyRotation {
  readonly #work: UnitOfWork;
  readonly #keyring: Keyring;
  readonly #now: () => Date;
  /** The rotation whose rows were all found wrapped by the new keys, by when it began. */
  #done = 0;

  constructor(work: UnitOfWork, keyring: Keyring, now: () => Date) {
    this.#work = work;
    this.#keyring = keyring;
    this.#now = now;
  }

  /** @returns false where one is under way already, which then goes on */
  async begin(reason: string, actor: Actor): Promise<boolean> {
    if (this.#keyring.retiring() !== null) return false;
    await this.#note({ kind: 'vault.rotation-asked', actor, facts: { reason } });
    const keys = this.#keyring.rotate(this.#now());
    if (keys === null) return false;
    const old = this.#keyring.retiring()?.keys ?? [];
    await this.#note({ kind: 'vault.keys-made', actor: theDepot, facts: { keys, replaced: old } });
    return true;
  }

  async state(): Promise<RotationState> {
    const retiring = this.#keyring.retiring();
    if (retiring === null) return { state: 'idle', since: null, until: null, keys: [] };
    const done = await this.#work.read
      .selectFrom('event')
      .select('id')
      .where('kind', '=', 'vault.rewrapped')
      .where(sql<boolean>`facts ->> 'rotation' = ${retiring.since.toISOString()}`)
      .limit(1)
      .executeTakeFirst();
    const { since, keys } = retiring;
    const until = new Date(since.getTime() + graceMs);
    return { state: done === undefined ? 'rewrapping' : 'retiring', since, until, keys };
  }

  /** Does what there is to do now; to be called again and again. */
  async advance(): Promise<void> {
    const retiring = this.#keyring.retiring();
    if (retiring === null) return;
    const began = retiring.since.getTime();
    const isOver = this.#now().getTime() - began >= graceMs;
    if (this.#done === began && !isOver) return;
    const pass = await this.#pass();
    if (pass === null) return;
    const count = Object.values(pass.rewrapped).reduce((sum, each) => sum + each, 0);
    if (count > 0 || this.#done !== began) {
      const facts = { rotation: retiring.since.toISOString(), ...pass.rewrapped, unreadable: pass.unreadable };
      await this.#note({ kind: 'vault.rewrapped', actor: theDepot, facts });
    }
    this.#done = began;
    // A pass after the grace that finds nothing: nobody needs the old keys.
    if (!isOver || count > 0) return;
    const keys = this.#keyring.retire();
    if (keys.length > 0) await this.#note({ kind: 'vault.keys-retired', actor: theDepot, facts: { keys } });
  }

  /** Once through every table; null where another replica is at it. */
  async #pass(): Promise<Pass | null> {
    const rewrapped = Object.fromEntries(wrappedTables.map((table) => [table, 0])) as Record<WrappedTable, number>;
    let unreadable = 0;
    for (const table of wrappedTables) {
      for (let after: string | null = beginning; after !== null;) {
        const place: string = after;
        const batch = await this.#work.run(async (trx) =>
          (await takesLock(trx)) ? rewrapSome(trx, this.#keyring, { table, after: place }) : null,
        );
        if (batch === null) return null;
        rewrapped[table] += batch.rewrapped;
        unreadable += batch.unreadable;
        after = batch.next;
      }
    }
    return { rewrapped, unreadable };
  }

  #note(event: { kind: string; actor: Actor; facts: Record<string, unknown> }): Promise<void> {
    return this.#work.run((trx) => recordEvents(trx, [event]));
  }
}

async function takesLock(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(${rewrapLock}) AS taken`.execute(trx);
  return rows[0]?.taken === true;
}
