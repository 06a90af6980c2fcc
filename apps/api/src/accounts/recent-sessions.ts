import type { Me } from '@depot/contracts';

/** The channel on which replicas tell each other that a session has ended, or that a person has changed. */
export const sessionChannel = 'depot_session';

/** Stands on that channel for everybody: what changed may concern any of them. */
export const everybody = '*';

/** A notification that never came may be missed for this long. */
const keptMs = 5000;
/** More than ever look at the screens at once. */
const most = 5000;

/**
 * Whose sessions were looked up within the last seconds, so that not every request asks the record. Whoever ends a session or
 * changes a person says so on the channel: every replica forgets at once, and within five seconds where nothing was heard.
 */
export class RecentSessions {
  readonly #now: () => number;
  readonly #listeners = new Set<(id: string) => void>();
  readonly #seen = new Map<string, { readonly me: Me; readonly until: number }>();
  /** Counts what was forgotten: an answer that was under way then may be the old one. */
  #forgotten = 0;

  /** @param now milliseconds, of any clock that does not jump */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whose session this is, from memory or by `ask`; null where there is none. @param session the session's id */
  async find(session: string, ask: () => Promise<Me | null>): Promise<Me | null> {
    const seen = this.#seen.get(session);
    if (seen !== undefined && seen.until > this.#now()) return seen.me;
    this.#seen.delete(session);
    const before = this.#forgotten;
    const me = await ask();
    if (me !== null && before === this.#forgotten) {
      if (this.#seen.size >= most) this.#seen.clear();
      this.#seen.set(session, { me, until: this.#now() + keptMs });
    }
    return me;
  }

  /** @param id a session's, or a person's for all of theirs, or `everybody` */
  forget(id: string): void {
    if (id === everybody) {
      this.forgetAll();
      return;
    }
    this.#forgotten += 1;
    this.#seen.delete(id);
    for (const [session, { me }] of this.#seen) if (me.id === id) this.#seen.delete(session);
    this.#tell(id);
  }

  forgetAll(): void {
    this.#forgotten += 1;
    this.#seen.clear();
    this.#tell(everybody);
  }

  /** Hears each id as it is forgotten, for what goes on without asking again. @returns what stops it */
  onForget(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }
}
