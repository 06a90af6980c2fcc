import { answered, ask, refused } from './budget.js';
import type { Budget, Lane } from './budget.js';
import { kindFacts } from './route-kinds.js';
import type { RouteKind } from './route-kinds.js';

/** When a played tenant's clock begins, milliseconds. */
export const start = 1_000_000;
/** Milliseconds that a call takes; the tenant counts it somewhere in between. */
const takes = 300;

interface Played {
  /** When the tenant counted each call it let through. */
  readonly served: number[];
  readonly refusals: number[];
  readonly ended: number;
}

/** So many calls, at most `atOnce` under way, against a tenant that lets `most` through in a window; a clock without a machine. */
export function play(
  budget: Budget,
  { calls, kinds, most, lane = 'background', atOnce = 8, between = () => 0, onServed = () => undefined }: Play,
  random: () => number,
): Played {
  const window = kindFacts[kinds[0] ?? 'users'].seconds * 1000;
  const served: number[] = [];
  const refusals: number[] = [];
  const asking = new Map<string, number>();
  let next = 0;
  let now = start;
  const underWay: { id: string; counted: number; ends: number; at: 'sent' | 'served' | 'refused' }[] = [];
  while (served.length < calls || underWay.length > 0) {
    while (next < calls + refusals.length && asking.size + underWay.length < atOnce)
      asking.set(String((next += 1)), now + between(random()));
    for (const [id, at] of [...asking]) {
      if (at > now) continue;
      const turn = ask(budget, { id, kinds, lane, patience: Number.POSITIVE_INFINITY }, now);
      if (turn.granted) {
        asking.delete(id);
        underWay.push({ id, counted: now + random() * takes, ends: now + takes, at: 'sent' });
      } else asking.set(id, turn.after);
    }
    for (const call of underWay.filter(({ at, counted }) => at === 'sent' && counted <= now)) {
      const room = served.slice(-2 * most).filter((at) => at > call.counted - window).length < most;
      call.at = room ? 'served' : 'refused';
      (room ? served : refusals).push(call.counted);
    }
    for (const call of underWay.filter(({ at, ends }) => at !== 'sent' && ends <= now)) {
      underWay.splice(underWay.indexOf(call), 1);
      if (call.at === 'served') {
        answered(budget, { id: call.id, kinds }, now);
        onServed(now);
      } else refused(budget, { id: call.id, kinds, seconds: 2 }, now);
    }
    now += 25;
  }
  return { served: served.sort((one, other) => one - other), refusals, ended: now };
}

/** Who calls, and what the tenant allows. */
export interface Play {
  readonly calls: number;
  readonly kinds: readonly RouteKind[];
  readonly most: number;
  readonly lane?: Lane;
  readonly atOnce?: number;
  /** Milliseconds that hands are busy before each call, drawn from 0 to 1. */
  readonly between?: (drawn: number) => number;
  /** Told of each call's answer. */
  readonly onServed?: (now: number) => void;
}

/** The same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
