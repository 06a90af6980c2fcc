import type { Budget } from './budget.js';
import { allowedNext, leavingTimes } from './budget.js';
import { kindFacts, routeKinds } from './route-kinds.js';
import type { RouteKind } from './route-kinds.js';

/** Calls that a token takes from the first look to being active, when nothing is in the way. */
export const callsOfToken: Readonly<Record<RouteKind, number>> = { activations: 1, methods: 3, inventory: 5, users: 1 };

/** Milliseconds of Graph's clock until so many tokens are active, if benches kept up with what the budget allows. */
export function graphTime(budget: Budget, tokens: number, now: number): number {
  const ends = routeKinds.map((kind) => kindTime(budget, { kind, calls: tokens * callsOfToken[kind] }, now));
  return Math.max(...ends);
}

/** When the last of so many calls may go: the windows are filled as soon as calls leave them, and grow as they are learned to. */
function kindTime(budget: Budget, { kind, calls }: { kind: RouteKind; calls: number }, now: number): number {
  const own = budget.kinds[kind];
  const blocked = Math.max(0, own.blockedUntil - now);
  const leaving = leavingTimes(budget, kind, now).filter((at) => at > now);
  let over = calls - Math.max(0, own.allowed - leaving.length);
  if (over <= 0) return blocked;
  let { allowed } = own;
  let windows = 0;
  while (over > allowed) {
    over -= allowed;
    windows += 1;
    allowed = allowedNext({ ...own, allowed }, kind);
  }
  // The last goes when as large a part of a window is over as of its calls went before.
  const last = leaving[Math.ceil((over / allowed) * leaving.length) - 1] ?? now;
  return Math.max(blocked, last - now) + windows * kindFacts[kind].seconds * 1000;
}
