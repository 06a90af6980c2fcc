import type { Me, Role } from '@depot/contracts';
import { problemOf } from '../api/api-problem.js';
import { client } from '../api/client.js';
import { preferLanguage, readSession, signIn, signOut } from '../api/session.js';
import { language } from '../language/language.svelte.js';
import type { LanguageCode } from '../language/language.svelte.js';
import { live } from '../live/live.svelte.js';

const askAgainAfterMs = 3000;

/** Who is signed in. `asking` until the API has said so the first time. */
class Session {
  state = $state<'asking' | 'out' | 'in'>('asking');
  me = $state.raw<Me | null>(null);

  constructor() {
    client.signedOut = () => this.#leave();
  }

  async start(): Promise<void> {
    try {
      this.#enter(await readSession());
    } catch (error) {
      if (problemOf(error).code === 'sign-in-needed') this.#leave();
      else setTimeout(() => void this.start(), askAgainAfterMs);
    }
  }

  async signIn(name: string, password: string): Promise<void> {
    this.#enter(await signIn(name, password));
  }

  async signOut(): Promise<void> {
    await signOut();
    this.#leave();
  }

  /** The screen changes at once; the choice is kept with the person. */
  async switchLanguage(code: LanguageCode): Promise<void> {
    language.use(code);
    if (this.me === null) return;
    await preferLanguage(code).catch(() => undefined);
  }

  may(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.me?.roles.includes(role));
  }

  #enter(me: Me): void {
    this.me = me;
    this.state = 'in';
    language.use(me.language);
    live.open();
  }

  #leave(): void {
    this.me = null;
    this.state = 'out';
    live.close();
  }
}

export const session = new Session();
