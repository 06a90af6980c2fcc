import type { Budget } from './budget.js';
import { allowedNext, leavingTimes } from './budget.js';
import { kindFacts, routeKinds } from './route-kinds.js';
import type { RouteKind } from './route-kinds.js';

/** Calls that a token takes from the first look to being active, when nothing is in the way. */
export const callsOfToken: Readonly<Record<RouteKind, number>> = { activations: 1, methods: 3, inventory: 5, users: 1 };

/**
 * Milliseconds of Graph's clock until so many tokens are active by what the budget allows, if benches take so many
 * milliseconds of it for each where nothing is in the way.
 */
export function graphTime(budget: Budget, { tokens, each }: { tokens: number; each: number }, now: number): number {
  const ends = routeKinds.map((kind) => {
    const calls = callsOfToken[kind];
    return kindTime(budget, { kind, calls: tokens * calls, each: each / calls }, now);
  });
  return Math.max(...ends);
}

/** When the last of so many calls may go: the windows are filled as soon as calls leave them, and grow as they are learned to. */
function kindTime(
  budget: Budget,
  { kind, calls, each }: { kind: RouteKind; calls: number; each: number },
  now: number,
): number {
  const own = budget.kinds[kind];
  const blocked = Math.max(0, own.blockedUntil - now);
  const counted = leavingTimes(budget, kind, now).filter((at) => at > now);
  const free = Math.max(0, own.allowed - counted.length);
  let over = calls - free;
  if (over <= 0) return blocked;
  // What is free is used up as the benches go, and comes free again a window later. While a window is learned nobody knows its size then.
  const again = allowedNext(own, kind) === own.allowed ? free : 0;
  const windowMs = kindFacts[kind].seconds * 1000;
  const leaving = [...counted, ...Array.from({ length: again }, (_, at) => now + (at + 1) * each + windowMs)];
  let { allowed } = own;
  let windows = 0;
  while (over > allowed) {
    over -= allowed;
    windows += 1;
    allowed = allowedNext({ ...own, allowed }, kind);
  }
  // The last goes when as large a part of a window is over as of its calls went before.
  const last = leaving[Math.ceil((over / allowed) * leaving.length) - 1] ?? now;
  return Math.max(blocked, last - now) + windows * windowMs;
}
