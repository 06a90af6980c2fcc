import { holdsSecret } from '@depot/contracts';
import type { LiveEvent, ParcelList, ParcelResults, ParcelsWhich, ParcelView, Problem } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { patiently } from '../api/patiently';
import { ownProblem } from '../api/problem-error';
import { listParcels, postParcels, trackParcels, unpostParcels } from '../api/parcels';
import { problemIn } from '../api/request';
import { listTokens } from '../api/tokens';
import { live } from '../live/live.svelte';
import { Reading } from '../live/reading.svelte';
import { Unposted } from './unposted.svelte';

/** A parcel that what was asked for could not be done with. */
export interface Failure {
  readonly parcel: ParcelView;
  readonly problem: Problem;
}

/** What became of the last thing that was done or scanned. */
export type Outcome =
  | { readonly kind: 'posted' | 'unposted'; readonly count: number; readonly failures: readonly Failure[] }
  | { readonly kind: 'in-hand' | 'no-address'; readonly parcel: ParcelView }
  | { readonly kind: 'tracked' | 'untracked'; readonly parcel: ParcelView; readonly tracking: string }
  | { readonly kind: 'unknown'; readonly text: string }
  /** It is a token, and in none of these parcels. */
  | { readonly kind: 'elsewhere'; readonly serial: string };

const concerning = ['job.packed', 'job.unpacked', 'job.tracked', 'job.untracked', 'job.returned', 'job.lost'];
const moving = ['packed', 'shipping', 'shipped', 'handed-over', 'delivered', 'arrived', 'stopped', 'cancelled'];

/** The parcels on the screen, which of them are chosen, and the one that is in hand. */
export class Parcels {
  which = $state<ParcelsWhich>('packed');
  search = $state('');
  readonly reading: Reading<ParcelList>;
  readonly attempt = new Attempt();
  outcome = $state.raw<Outcome | null>(null);
  readonly #unposted: Unposted;
  #inHand = $state<string | null>(null);
  #undo = $state.raw<(() => Promise<void>) | null>(null);
  /** The last scans follow each other, as they were made. */
  #turn: Promise<void> = Promise.resolve();

  constructor(unposted = new Unposted()) {
    this.#unposted = unposted;
    this.reading = new Reading({
      read: () => listParcels(this.which, this.search.trim()),
      concerns: ({ kind, state }: LiveEvent) => concerning.includes(kind) || (state !== null && moving.includes(state)),
    });
  }

  get listed(): readonly ParcelView[] {
    return this.reading.value?.parcels ?? [];
  }

  /** Tracking numbers of parcels that have not been posted yet. */
  get tracking(): Readonly<Record<string, string>> {
    return this.#unposted.tracking;
  }

  /** Those that are on the screen: what is not to be seen is not posted. */
  get chosen(): readonly ParcelView[] {
    return this.listed.filter(({ id }) => this.#unposted.chosen.includes(id));
  }

  get inHand(): ParcelView | null {
    return this.listed.find(({ id }) => id === this.#inHand) ?? null;
  }

  get canUndo(): boolean {
    return this.#undo !== null;
  }

  isChosen(id: string): boolean {
    return this.#unposted.chosen.includes(id);
  }

  choose(ids: readonly string[], chosen: boolean): void {
    const rest = this.#unposted.chosen.filter((id) => !ids.includes(id));
    this.#unposted.chosen = chosen ? [...rest, ...ids] : rest;
  }

  show(which: ParcelsWhich): void {
    if (which === this.which) return;
    this.which = which;
    this.reading.value = null;
    this.outcome = null;
    this.#inHand = null;
    this.#unposted.chosen = [];
  }

  /** What a scanner read: a token takes its parcel in hand, anything else is the tracking number of the one in hand. */
  scan(text: string): void {
    void this.#inTurn(text, async (scanned) => {
      if (await this.#takesInHand(scanned)) return;
      const { inHand } = this;
      this.#inHand = null;
      if (inHand !== null) await this.#track(inHand, scanned);
      else this.outcome = { kind: 'unknown', text: scanned };
    });
  }

  /** What came into the field for a parcel's tracking number. @returns whether it is one: a token's serial means that token's parcel */
  async enter(parcel: ParcelView, text: string): Promise<boolean> {
    let isNumber = false;
    await this.#inTurn(text, async (entered) => {
      if (entered !== '' && (await this.#takesInHand(entered))) return;
      isNumber = true;
      await this.#track(parcel, entered);
    });
    return isNumber;
  }

  /** One after the other, as they came. What may be a secret goes nowhere. */
  #inTurn(text: string, action: (text: string) => Promise<void>): Promise<void> {
    const came = text.trim();
    this.#turn = this.#turn.then(async () => {
      this.attempt.problem = holdsSecret(came) ? ownProblem('secret-scanned').problem : null;
      if (this.attempt.problem !== null) return;
      try {
        await action(came);
      } catch (error) {
        this.attempt.problem = problemIn(error).problem;
      }
    });
    return this.#turn;
  }

  /** Of a token its parcel, or that it is in none of these. False where it is no token. */
  async #takesInHand(scanned: string): Promise<boolean> {
    const parcel = holding(this.listed, scanned) ?? (await this.#notListed(scanned));
    if (parcel === null) return false;
    this.#inHand = null;
    if (parcel === 'elsewhere') this.outcome = { kind: 'elsewhere', serial: scanned };
    else if (!hasAddress(parcel)) this.outcome = { kind: 'no-address', parcel };
    else {
      this.#inHand = parcel.id;
      this.choose([parcel.id], true);
      this.outcome = { kind: 'in-hand', parcel };
    }
    return true;
  }

  /**
   * A token may lie in a parcel that a search hides, that is beyond the longest list, or that was packed this moment: the list is made to show it.
   * Taken for a tracking number its serial would go with another parcel. Null where it is no token.
   */
  async #notListed(scanned: string): Promise<ParcelView | 'elsewhere' | null> {
    const { which } = this;
    const found = await whenBack(() => listParcels(which, scanned));
    const parcel = holding(found.parcels, scanned);
    if (parcel === null) {
      const { tokens } = await whenBack(() => listTokens(scanned, 1));
      return tokens.some(({ serial }) => same(serial, scanned)) ? 'elsewhere' : null;
    }
    const all = await whenBack(() => listParcels(which, ''));
    if (which !== this.which) return 'elsewhere';
    const inAll = all.parcels.some(({ id }) => id === parcel.id);
    this.search = inAll ? '' : scanned;
    this.reading.set(inAll ? all : found);
    return parcel;
  }

  /** Before it is posted the number stays here; afterwards it goes to the depot at once. */
  async #track(parcel: ParcelView, tracking: string): Promise<void> {
    if (this.which === 'packed') {
      const { tracking: numbers } = this.#unposted;
      const before = numbers[parcel.id] ?? '';
      numbers[parcel.id] = tracking;
      this.outcome = { kind: 'tracked', parcel, tracking };
      this.#undo = () => {
        numbers[parcel.id] = before;
        this.outcome = { kind: 'untracked', parcel, tracking };
        return Promise.resolve();
      };
      return;
    }
    const done = await this.#all([parcel], () => trackParcels([{ id: parcel.id, tracking }]));
    if (done === null) return;
    this.outcome = done.failures.length > 0 ? { kind: 'posted', ...done } : { kind: 'tracked', parcel, tracking };
    if (done.count > 0) this.#undo = () => this.#untrack(parcel, tracking);
  }

  /** @param carrier of all of them; empty for each one's usual one */
  async post(carrier: string): Promise<void> {
    const parcels = this.chosen;
    const posted = parcels.map((parcel) => ({
      id: parcel.id,
      carrier: carrier === '' ? (parcel.usualCarrier ?? '') : carrier,
      tracking: this.tracking[parcel.id]?.trim() || null,
    }));
    const done = await this.#all(parcels, () => postParcels(posted));
    if (done === null) return;
    this.outcome = { kind: 'posted', ...done };
    const failed = done.failures.map(({ parcel }) => parcel.id);
    const gone = parcels.filter(({ id }) => !failed.includes(id));
    this.#unposted.chosen = failed;
    this.#undo = gone.length === 0 ? null : () => this.#unpost(gone);
  }

  undo(): void {
    const undo = this.#undo;
    if (undo === null || this.attempt.busy) return;
    this.#undo = null;
    void undo();
  }

  async #unpost(parcels: readonly ParcelView[]): Promise<void> {
    const done = await this.#all(parcels, () => unpostParcels(parcels.map(({ id }) => id)));
    if (done !== null) this.outcome = { kind: 'unposted', ...done };
  }

  async #untrack(parcel: ParcelView, tracking: string): Promise<void> {
    const done = await this.#all([parcel], () => trackParcels([{ id: parcel.id, tracking: null }]));
    if (done !== null) this.outcome = { kind: 'untracked', parcel, tracking };
  }

  async #all(
    parcels: readonly ParcelView[],
    ask: () => Promise<ParcelResults>,
  ): Promise<{ count: number; failures: Failure[] } | null> {
    const results = await this.attempt.run(ask);
    void this.reading.refresh();
    if (results === null) return null;
    const failures = results.flatMap(({ id, problem }) => {
      const parcel = parcels.find((each) => each.id === id);
      return problem === null || parcel === undefined ? [] : [{ parcel, problem }];
    });
    return { count: results.length - failures.length, failures };
  }
}

/** Without street, city and country it can only be handed over. */
export function hasAddress({ address: { street, city, country } }: ParcelView): boolean {
  return street !== null && city !== null && country !== null;
}

function holding(parcels: readonly ParcelView[], scanned: string): ParcelView | null {
  return parcels.find(({ tokens }) => tokens.some(({ serial }) => same(serial, scanned))) ?? null;
}

function whenBack<Value>(ask: () => Promise<Value>): Promise<Value> {
  return patiently(ask, { back: () => live.back(), now: () => performance.now(), done: () => Promise.resolve(null) });
}

function same(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
