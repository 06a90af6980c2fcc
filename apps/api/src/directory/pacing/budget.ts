import { kindFacts, routeKinds } from './route-kinds.js';
import type { RouteKind } from './route-kinds.js';

/**
 * A call that a window still counts: id, when it was let go, when it was answered (null: not yet), and when its process
 * last said that it is under way. Milliseconds of Graph's clock.
 */
export type CountedCall = readonly [id: string, from: number, until: number | null, heard?: number];

export interface KindBudget {
  /** Calls in one window, as learned. */
  allowed: number;
  /** What was answered in the window that ended in a refusal: more is tried rarely. */
  known: number | null;
  /** How often in a row the refusal came there: the longer nothing more is tried. */
  confirmed: number;
  /** Whether there was a refusal yet; before the first one the budget doubles. */
  isSettled: boolean;
  /** When somebody last had to wait because the window was used up. */
  fullAt: number;
  changedAt: number;
  blockedUntil: number;
  refusal: { readonly at: number; readonly seconds: number } | null;
  refusals: number;
  calls: CountedCall[];
}

/** Somebody at a bench who waits for a turn: goes before whatever works in the background. */
export interface Reservation {
  readonly id: string;
  readonly kinds: readonly RouteKind[];
  /** Without a word from its holder until then it is void. */
  readonly until: number;
}

/** A tenant's budget as the record holds it; times are milliseconds of Graph's clock. */
export interface Budget {
  /** How many times faster than real time that clock runs. */
  readonly speed: number;
  readonly kinds: Record<RouteKind, KindBudget>;
  reservations: Reservation[];
}

export type Lane = 'bench' | 'background';

export interface Asking {
  readonly id: string;
  readonly kinds: readonly RouteKind[];
  readonly lane: Lane;
  /** Longer than this it does not wait. */
  readonly patience: number;
}

/** `after`: not before; `isTooLate`: that is beyond its patience, and nothing is reserved. Milliseconds of Graph's clock. */
export type Turn = { readonly granted: true } | { readonly granted: false; readonly after: number; isTooLate: boolean };

/** Real milliseconds: a process says so often that its call is under way; after three times in silence it was killed, and its call is over. */
export const underWayMs = 5000;
const silentMs = 3 * underWayMs;
/** Real milliseconds that a reservation holds from one word to the next. */
const reservationMs = 2000;
/** The least that one waits, and what two clocks may be apart. */
const slackMs = 5;
/** Of each window so much is left to benches, so that they mostly need not wait at all. */
const benchShare = 0.2;
/** A limit that was met once is tried again after half a minute, one met often after a quarter of an hour. */
const tryAgainMs = 30_000;
const mostConfirmed = 5;

export function newBudget(speed: number): Budget {
  const kind = (of: RouteKind): KindBudget => ({
    allowed: kindFacts[of].start,
    known: null,
    confirmed: 0,
    isSettled: false,
    fullAt: 0,
    changedAt: 0,
    blockedUntil: 0,
    refusal: null,
    refusals: 0,
    calls: [],
  });
  const kinds = Object.fromEntries(routeKinds.map((of) => [of, kind(of)])) as Budget['kinds'];
  return { speed, kinds, reservations: [] };
}

/**
 * Asks for a turn. A call counts from being let go until a window after its answer: wherever in between Graph counted
 * it, no window of Graph's then holds more than `allowed`. Benches go in the order they came, the background when none
 * waits and the benches' share is still free.
 */
export function ask(budget: Budget, { id, kinds, lane, patience }: Asking, now: number): Turn {
  forgetOld(budget, now);
  const mine = budget.reservations.findIndex((each) => each.id === id);
  const before = mine < 0 ? budget.reservations : budget.reservations.slice(0, mine);
  let after = now;
  for (const kind of kinds) {
    const ahead = before.filter((each) => each.kinds.includes(kind)).length;
    const free = earliest(budget, kind, { now, ahead: ahead + (lane === 'bench' ? 0 : heldFor(budget.kinds[kind])) });
    if (free > now && budget.kinds[kind].blockedUntil <= now) budget.kinds[kind].fullAt = now;
    after = Math.max(after, free);
  }
  budget.reservations = budget.reservations.filter((each) => each.id !== id);
  if (after <= now) {
    for (const kind of kinds) {
      const own = budget.kinds[kind];
      own.calls.push([id, now, null]);
      // The first window begins with the first call.
      if (own.changedAt === 0) own.changedAt = now;
    }
    return { granted: true };
  }
  const isTooLate = after - now > patience;
  if (lane === 'bench' && !isTooLate) {
    const until = Math.max(now, after) + reservationMs * budget.speed;
    budget.reservations.splice(mine < 0 ? budget.reservations.length : mine, 0, { id, kinds, until });
  }
  return { granted: false, after, isTooLate };
}

/** Gives a reservation up. */
export function withdraw(budget: Budget, id: string): void {
  budget.reservations = budget.reservations.filter((each) => each.id !== id);
}

/** A call takes its time; its process is there. */
export function underWay(budget: Budget, { id, kinds }: Pick<Asking, 'id' | 'kinds'>, now: number): void {
  for (const kind of kinds) {
    const own = budget.kinds[kind];
    own.calls = own.calls.map((call) => (call[0] === id ? [id, call[1], call[2], now] : call));
  }
}

/** A call is over, however it went, save by a refusal to wait for: it may have used the tenant's budget. */
export function answered(budget: Budget, { id, kinds }: Pick<Asking, 'id' | 'kinds'>, now: number): void {
  for (const kind of kinds) {
    const own = budget.kinds[kind];
    own.calls = own.calls.map((call) => (call[0] === id ? [id, call[1], now] : call));
    learn(own, kind, now);
  }
}

/**
 * 429: all wait as long as it says, and the kind that was nearest to its limit gets less. Once for all calls that were
 * under way together: they say the same thing.
 */
export function refused(
  budget: Budget,
  { id, kinds, seconds }: Pick<Asking, 'id' | 'kinds'> & { seconds: number },
  now: number,
): void {
  const use = (kind: RouteKind): number => budget.kinds[kind].calls.length / budget.kinds[kind].allowed;
  const [tightest] = [...kinds].sort((one, other) => use(other) - use(one));
  for (const kind of kinds) {
    const own = budget.kinds[kind];
    const from = own.calls.find((call) => call[0] === id)?.[1] ?? now;
    const isNews = kind === tightest && from >= (own.refusal?.at ?? 0);
    own.calls = own.calls.filter((call) => call[0] !== id);
    own.blockedUntil = Math.max(own.blockedUntil, now + seconds * 1000);
    own.refusals += 1;
    if (isNews) decrease(own, kind, now);
    own.refusal = { at: now, seconds };
  }
}

function decrease(own: KindBudget, kind: RouteKind, now: number): void {
  const served = own.calls.filter(([, , until]) => until !== null).length;
  const { least } = kindFacts[kind];
  // Refused at the edge of a window, the tenant has shown its limit; refused far from it, somebody else used it up.
  const isEdge = served >= own.allowed / 2;
  if (isEdge) {
    own.confirmed = own.known !== null && Math.abs(served - own.known) <= 1 ? own.confirmed + 1 : 0;
    own.known = Math.max(least, served);
  }
  own.allowed = Math.max(least, Math.floor((isEdge ? served : own.allowed) * 0.8));
  own.isSettled = true;
  own.changedAt = now;
}

/**
 * Once a window, if it was used up: twice as much until the first refusal, so that a generous tenant is not kept
 * waiting; afterwards a tenth more, up to where the refusal came; beyond that the more rarely the
 * more often it came there, since a refusal may also have been a moment's.
 */
function learn(own: KindBudget, kind: RouteKind, now: number): void {
  const { most, seconds } = kindFacts[kind];
  if (own.fullAt <= own.changedAt || now - own.changedAt < seconds * 1000) return;
  const allowed = allowedNext(own, kind);
  if (allowed !== own.allowed) own.allowed = allowed;
  else if (now - (own.refusal?.at ?? 0) >= tryAgainMs * 2 ** Math.min(own.confirmed, mostConfirmed)) {
    own.allowed = Math.min(most, own.allowed + aTenth(own.allowed));
    own.known = own.allowed;
  } else return;
  own.changedAt = now;
}

/** What a window holds after one that was used up without a refusal, as far as that is no trial. */
export function allowedNext(
  { allowed, known, isSettled }: Pick<KindBudget, 'allowed' | 'known' | 'isSettled'>,
  kind: RouteKind,
): number {
  const { most } = kindFacts[kind];
  if (!isSettled) return Math.min(most, allowed * 2);
  return Math.min(most, Math.max(allowed, known ?? most), allowed + aTenth(allowed));
}

function aTenth(allowed: number): number {
  return Math.max(1, Math.floor(allowed / 10));
}

/** When a call may go if so many others go first. */
function earliest(budget: Budget, kind: RouteKind, { now, ahead }: { now: number; ahead: number }): number {
  const own = budget.kinds[kind];
  const leaving = leavingTimes(budget, kind, now);
  const mustLeave = leaving.length + ahead + 1 - own.allowed;
  const free = mustLeave <= 0 ? now : (leaving[mustLeave - 1] ?? now + kindFacts[kind].seconds * 1000);
  return Math.max(free, own.blockedUntil);
}

/** When each counted call leaves its window, soonest first; of one under way, if it ended now. */
export function leavingTimes(budget: Budget, kind: RouteKind, now: number): number[] {
  const length = kindFacts[kind].seconds * 1000 + slackMs * budget.speed;
  return budget.kinds[kind].calls.map(([, , until]) => (until ?? now) + length).sort((one, other) => one - other);
}

function heldFor(own: KindBudget): number {
  return own.allowed < 2 ? 0 : Math.ceil(own.allowed * benchShare);
}

function forgetOld(budget: Budget, now: number): void {
  const { speed, kinds } = budget;
  budget.reservations = budget.reservations.filter(({ until }) => until > now);
  for (const kind of routeKinds) {
    const length = kindFacts[kind].seconds * 1000 + slackMs * speed;
    kinds[kind].calls = kinds[kind].calls.filter(
      ([, from, until, heard]) => (until ?? (heard ?? from) + silentMs * speed) + length > now,
    );
  }
}
