import type { KioskView, Problem, SelfView } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { problemIn } from '../api/request';
import { leaveAtOnce, leaveVisit, readKiosk, readVisit, signInWithCode, stay } from '../api/self';
import { speech } from '../messages/speech.svelte';
import { secondsLeft } from './idle';
import { stepAt } from './steps';

/** Why nobody is signed in any more. */
export type Goodbye = 'done' | 'left' | 'idle' | 'ended';

const lookEvery = 800;
const kioskEvery = 5000;
const tellEvery = 10_000;
const goodbyeFor = 8000;

/** One kiosk: the recipient before it, what they do, and the end of it. Nothing here outlives the visit. */
export class SelfDesk {
  kiosk = $state.raw<KioskView | null>(null);
  /** No kiosk by this browser's session. */
  closed = $state(false);
  view = $state.raw<SelfView | null>(null);
  goodbye = $state<Goodbye | null>(null);
  lost = $state(false);
  /** Until the page closes, where it is soon. */
  secondsLeft = $state<number | null>(null);
  /** From 0. */
  step = $state(0);
  readonly attempt = new Attempt();
  /** Times are the page's own: a computer's clock may be set back at any moment, and nobody could come in until it was as late again. */
  #touchedAt = performance.now();
  #toldAt = 0;
  #lookedAt = 0;
  #saidAt = 0;
  #looking = false;

  /** For `onMount`. A page that died may have left somebody signed in: not for whoever sees this one. */
  open(): () => void {
    void leaveVisit('left')
      .catch(() => undefined)
      .then(() => this.#look());
    const timer = setInterval(() => this.#tick(), 250);
    return () => clearInterval(timer);
  }

  /** Somebody touched the screen, or a key. */
  touch(): void {
    const now = performance.now();
    this.#touchedAt = now;
    this.secondsLeft = null;
    if (this.view === null || now - this.#toldAt < tellEvery) return;
    this.#toldAt = now;
    void stay().catch((error: unknown) => this.#hear(problemIn(error).problem));
  }

  async signIn(code: string): Promise<void> {
    const view = await this.attempt.run(() => signInWithCode(code));
    if (view === null) return;
    this.step = 0;
    this.#toldAt = performance.now();
    this.#adopt(view);
    if (view.language !== null) await speech.speak(view.language).catch(() => undefined);
  }

  /** Whatever the recipient does to their job. */
  async do(call: () => Promise<SelfView>): Promise<void> {
    this.touch();
    const view = await this.attempt.run(call);
    if (view !== null && this.view !== null) this.#adopt(view);
    else if (this.attempt.problem !== null) this.#hear(this.attempt.problem);
  }

  async leave(how: 'left' | 'idle' | 'done'): Promise<void> {
    this.#forget(how);
    // Where it cannot be said, the depot ends the visit by itself.
    await leaveVisit(how).catch(() => undefined);
  }

  /** The page goes away, reloaded or killed. */
  vanish(): void {
    if (this.view !== null) leaveAtOnce();
  }

  /** The next person may begin. A page loaded anew remembers nothing at all; where the depot is away it has to do as it is. */
  async startAnew(): Promise<void> {
    const there = await readKiosk().then(
      () => true,
      () => false,
    );
    if (there) location.reload();
    else this.goodbye = null;
  }

  #tick(): void {
    const now = performance.now();
    if (this.view === null) {
      if (this.goodbye !== null && now - this.#saidAt > goodbyeFor) void this.startAnew();
      else if (now - this.#lookedAt > kioskEvery) void this.#look();
      return;
    }
    this.secondsLeft = secondsLeft(this.#touchedAt, now);
    if (this.secondsLeft === 0) void this.leave('idle');
    else if (now - this.#lookedAt > lookEvery) void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    this.#lookedAt = performance.now();
    const before = this.view;
    try {
      if (before === null) {
        this.kiosk = await readKiosk();
        this.closed = false;
      } else {
        const view = await readVisit();
        if (this.view === before && !this.attempt.busy) this.#adopt(view);
      }
      this.lost = false;
    } catch (error) {
      this.#hear(problemIn(error).problem);
    } finally {
      this.#looking = false;
    }
  }

  #adopt(view: SelfView): void {
    // A token that was laid down and taken off is a touch too.
    if (this.view !== null && this.view.stage !== view.stage) {
      this.touch();
      this.attempt.forget();
    }
    if (this.view === null) this.#touchedAt = performance.now();
    this.step = stepAt(view, this.step);
    this.view = view;
    this.kiosk = view.kiosk;
  }

  #hear(problem: Problem): void {
    if (problem.code === 'connection-lost') this.lost = true;
    if (problem.code !== 'sign-in-needed') return;
    if (this.view !== null) this.#forget('ended');
    else this.closed = true;
  }

  #forget(how: Goodbye): void {
    // What was copied for a capture may be a secret.
    if (this.view?.route === 'qr' && isSecureContext) void navigator.clipboard.writeText('').catch(() => undefined);
    this.view = null;
    this.secondsLeft = null;
    this.attempt.forget();
    this.goodbye = how;
    this.#saidAt = performance.now();
  }
}
