import type { Budget } from './budget.js';
import { graphTime } from './graph-time.js';

/** Seconds of Graph's clock that a pace is taken from: two of its longest windows, so that waiting for one averages out. */
export const lookedAtSeconds = 600;
/** Fewer than this say nothing about a pace. */
const fewest = 8;

/** How a batch goes: tokens that are not active yet, and when the others became it of late, in seconds of the record's clock, in order. */
export interface BatchPace {
  readonly left: number;
  readonly activated: readonly number[];
  readonly now: number;
}

/**
 * Seconds until all tokens of a batch are active: by the benches' pace of late or by what Graph allows, whichever is
 * slower. Null where too little is done to tell, or nothing is left. @param graphNow milliseconds of Graph's clock
 */
export function secondsLeft({ left, activated, now }: BatchPace, budget: Budget, graphNow: number): number | null {
  if (left === 0 || activated.length < fewest) return null;
  // Of the later half: while hands warm up and the budget is learned all goes slower.
  const middle = activated[Math.ceil(activated.length / 2) - 1] ?? now;
  const since = activated.filter((at) => at > middle).length;
  const benches = (left * (now - middle)) / Math.max(1, since);
  return Math.max(benches, graphTime(budget, left, graphNow) / 1000 / budget.speed);
}
