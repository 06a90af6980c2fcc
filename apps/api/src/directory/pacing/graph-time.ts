import type { Budget } from './budget.js';
import { leavingTimes } from './budget.js';
import { kindFacts, routeKinds } from './route-kinds.js';
import type { RouteKind } from './route-kinds.js';

/** Calls that a token takes from the first look to being active, when nothing is in the way. */
export const callsOfToken: Readonly<Record<RouteKind, number>> = { activations: 1, methods: 3, inventory: 5, users: 1 };

/** Milliseconds of Graph's clock until so many tokens are active, if benches kept up with what the budget allows. */
export function graphTime(budget: Budget, tokens: number, now: number): number {
  const ends = routeKinds.map((kind) => kindTime(budget, { kind, calls: tokens * callsOfToken[kind] }, now));
  return Math.max(...ends);
}

/** When the last of so many calls may go: the windows are filled as soon as calls leave them. */
function kindTime(budget: Budget, { kind, calls }: { kind: RouteKind; calls: number }, now: number): number {
  const { allowed, blockedUntil } = budget.kinds[kind];
  const blocked = Math.max(0, blockedUntil - now);
  const leaving = leavingTimes(budget, kind, now).filter((at) => at > now);
  const over = calls - Math.max(0, allowed - leaving.length);
  if (over <= 0) return blocked;
  const windows = Math.floor((over - 1) / allowed);
  const left = leaving[(over - 1) % allowed] ?? leaving.at(-1) ?? now;
  return Math.max(blocked, left - now) + windows * kindFacts[kind].seconds * 1000;
}
