import type { Me, Role } from '@depot/contracts';
import { holdWhileSignedOut, whenSignedOut } from '../api/request';
import { askWhoIAm, preferLanguage, signIn, signOut } from '../api/session';
import type { TypedSignIn } from '../api/session';
import { live } from '../live/live.svelte';
import type { Language } from '../messages/message';
import { speech } from '../messages/speech.svelte';

/** What a screen holds for the person who signs out: put right while the session is good, gone on with where it could not be ended. */
export interface Leaver {
  leave(): Promise<void>;
  stay(): void;
}

/** Who is signed in, at which station, in which language. Nothing of it outlives the page. */
export class Session {
  me = $state.raw<Me | null>(null);
  /** False until the API has said whether somebody is signed in. */
  known = $state(false);
  stationId = $state<string | null>(null);
  /** Whoever is signed in has to sign in again, and finds everything as it was. */
  expired = $state(false);
  #waiting: ((again: boolean) => void)[] = [];
  #chosen: Language | null = null;
  #leavers: readonly Leaver[] = [];
  /** To this browser's other windows, which share our cookie: who is signed in now, by their id, or that nobody is any more. */
  #others: BroadcastChannel | null = null;

  constructor() {
    whenSignedOut(() => {
      if (this.me === null) this.#end();
      else this.#expire();
    });
    holdWhileSignedOut(() =>
      this.expired ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(false),
    );
  }

  /** The page was opened: perhaps a session is still good. Tries again while there is no answer. */
  async begin(): Promise<void> {
    this.#others ??= this.#hearOthers();
    try {
      this.#enter(await askWhoIAm());
    } catch {
      if (!this.known) setTimeout(() => void this.begin(), 2000);
    }
  }

  /** @throws ProblemError */
  async signIn(typed: TypedSignIn): Promise<void> {
    this.#enter(await signIn(typed));
    if (this.#chosen !== null) await this.speak(this.#chosen);
  }

  /** Somebody else is to sign in: what was open is not theirs. */
  giveUp(): void {
    this.#end();
  }

  /** For `onMount`: asked before anybody signs out, for as long as the screen is open. */
  beforeSignOut(leaver: Leaver): () => void {
    this.#leavers = [...this.#leavers, leaver];
    return () => {
      this.#leavers = this.#leavers.filter((each) => each !== leaver);
    };
  }

  async signOut(): Promise<void> {
    const leavers = this.#leavers;
    await Promise.allSettled(leavers.map((leaver) => leaver.leave()));
    const { goTo } = await signOut().catch((error: unknown) => {
      for (const leaver of leavers) leaver.stay();
      throw error;
    });
    this.#end();
    this.#others?.postMessage(null);
    this.stationId = null;
    if (goTo !== null) location.assign(goTo);
  }

  /** Changes the screen at once; the API remembers the choice for the person. */
  async speak(language: Language): Promise<void> {
    await speech.speak(language);
    this.#chosen = language;
    if (this.me === null || this.me.language === language) return;
    await this.#prefer(language);
  }

  has(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.me?.roles.includes(role) ?? false);
  }

  #enter(me: Me): void {
    const same = this.me?.id === me.id;
    this.me = me;
    this.known = true;
    this.#others?.postMessage(me.id);
    this.#settle(same);
    // Should the texts not come, the screen stays in the language it has.
    if (this.#chosen === null) void this.#speakAs(me).catch(() => undefined);
    // Until then nothing but one's own page is there to be read.
    if (me.needsFactor !== true) live.start(() => void askWhoIAm().catch(() => undefined));
  }

  #hearOthers(): BroadcastChannel {
    const others = new BroadcastChannel('session');
    others.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === this.me?.id && !this.expired) return;
      // What is done from here would be on record as theirs, under another name on the screen: not one more click of it.
      if (data !== null && data !== this.me?.id) {
        this.#end();
        this.known = false;
      }
      void this.begin();
    };
    return others;
  }

  /** Whoever has chosen no language has their browser's from now on, wherever they sign in. */
  #speakAs({ language }: Me): Promise<void> {
    return language === null ? this.#prefer(speech.language) : speech.speak(language);
  }

  async #prefer(language: Language): Promise<void> {
    const me = await preferLanguage(language);
    // They may have signed out meanwhile.
    if (this.me?.id === me.id) this.me = me;
  }

  #expire(): void {
    this.expired = true;
    live.stop();
  }

  /** What waited for a session goes on, or is told that there is none. */
  #settle(again: boolean): void {
    this.expired = false;
    for (const resolve of this.#waiting.splice(0)) resolve(again);
  }

  #end(): void {
    this.#settle(false);
    this.me = null;
    this.known = true;
    this.#chosen = null;
    live.stop();
  }
}

export const session = new Session();
