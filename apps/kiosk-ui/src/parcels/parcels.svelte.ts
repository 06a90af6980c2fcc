import { holdsSecret } from '@depot/contracts';
import type { LiveEvent, ParcelList, ParcelResults, ParcelsWhich, ParcelView, Problem } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { ownProblem } from '../api/problem-error';
import { listParcels, postParcels, trackParcels, unpostParcels } from '../api/parcels';
import { Reading } from '../live/reading.svelte';

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
  | { readonly kind: 'unknown'; readonly text: string };

const concerning = ['job.packed', 'job.unpacked', 'job.tracked', 'job.untracked', 'job.returned', 'job.lost'];
const moving = ['packed', 'shipping', 'shipped', 'handed-over', 'delivered', 'arrived', 'stopped', 'cancelled'];

/** The parcels on the screen, which of them are chosen, and the one that is in hand. */
export class Parcels {
  which = $state<ParcelsWhich>('packed');
  search = $state('');
  readonly reading: Reading<ParcelList>;
  readonly attempt = new Attempt();
  outcome = $state.raw<Outcome | null>(null);
  /** Tracking numbers of parcels that have not been posted yet. */
  tracking = $state<Record<string, string>>({});
  #chosen = $state.raw<readonly string[]>([]);
  #inHand = $state<string | null>(null);
  #undo = $state.raw<(() => Promise<void>) | null>(null);
  /** The last scans follow each other, as they were made. */
  #turn: Promise<void> = Promise.resolve();

  constructor() {
    this.reading = new Reading({
      read: () => listParcels(this.which, this.search.trim()),
      concerns: ({ kind, state }: LiveEvent) => concerning.includes(kind) || (state !== null && moving.includes(state)),
    });
  }

  get listed(): readonly ParcelView[] {
    return this.reading.value?.parcels ?? [];
  }

  /** Those that are on the screen: what is not to be seen is not posted. */
  get chosen(): readonly ParcelView[] {
    return this.listed.filter(({ id }) => this.#chosen.includes(id));
  }

  get inHand(): ParcelView | null {
    return this.listed.find(({ id }) => id === this.#inHand) ?? null;
  }

  get canUndo(): boolean {
    return this.#undo !== null;
  }

  isChosen(id: string): boolean {
    return this.#chosen.includes(id);
  }

  choose(ids: readonly string[], chosen: boolean): void {
    const rest = this.#chosen.filter((id) => !ids.includes(id));
    this.#chosen = chosen ? [...rest, ...ids] : rest;
  }

  show(which: ParcelsWhich): void {
    if (which === this.which) return;
    this.which = which;
    this.reading.value = null;
    this.outcome = null;
    this.#inHand = null;
    this.#chosen = [];
  }

  /** What a scanner read: a token takes its parcel in hand, anything else is the tracking number of the one in hand. */
  scan(text: string): void {
    const scanned = text.trim();
    this.attempt.problem = holdsSecret(scanned) ? ownProblem('secret-scanned').problem : null;
    if (this.attempt.problem !== null) return;
    const parcel = this.listed.find(({ tokens }) => tokens.some(({ serial }) => same(serial, scanned)));
    const { inHand } = this;
    if (parcel !== undefined && !hasAddress(parcel)) {
      this.#inHand = null;
      this.outcome = { kind: 'no-address', parcel };
    } else if (parcel !== undefined) {
      this.#inHand = parcel.id;
      this.choose([parcel.id], true);
      this.outcome = { kind: 'in-hand', parcel };
    } else if (inHand !== null) {
      this.#inHand = null;
      this.track(inHand, scanned);
    } else this.outcome = { kind: 'unknown', text: scanned };
  }

  /** Before it is posted the number stays here; afterwards it goes to the depot at once. */
  track(parcel: ParcelView, tracking: string): void {
    if (this.which === 'packed') {
      const before = this.tracking[parcel.id] ?? '';
      this.tracking[parcel.id] = tracking;
      this.outcome = { kind: 'tracked', parcel, tracking };
      this.#undo = () => {
        this.tracking[parcel.id] = before;
        this.outcome = { kind: 'untracked', parcel, tracking };
        return Promise.resolve();
      };
      return;
    }
    this.#turn = this.#turn.then(async () => {
      const done = await this.#all([parcel], () => trackParcels([{ id: parcel.id, tracking }]));
      if (done === null) return;
      this.outcome = done.failures.length > 0 ? { kind: 'posted', ...done } : { kind: 'tracked', parcel, tracking };
      if (done.count > 0) this.#undo = () => this.#untrack(parcel, tracking);
    });
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
    this.#chosen = failed;
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

function same(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
