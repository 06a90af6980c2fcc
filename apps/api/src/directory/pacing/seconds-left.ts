import type { Budget } from './budget.js';
import { graphTime } from './graph-time.js';

/** Seconds of Graph's clock that a pace is taken from: two of its longest windows, so that waiting for one averages out. */
export const lookedAtSeconds = 600;
/** Fewer than this say nothing about a pace. */
const fewest = 8;
/** So many times the usual gap between two tokens is no gap but a pause, if it is also longer than a few of Graph's short windows take. */
const pause = 10;
const pauseSeconds = 30;

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
  const { speed } = budget;
  const pace = benchPace(activated, { now, speed });
  const byGraph = graphTime(budget, { tokens: left, each: pace * 1000 * speed }, graphNow);
  return Math.max(left * pace, byGraph / 1000 / speed);
}

/**
 * Seconds from one token to the next, as the benches go. Of the later half, since while hands warm up and the budget is
 * learned all goes slower; without the pauses, in which they waited for a long window of Graph's, or for their lunch.
 */
function benchPace(activated: readonly number[], { now, speed }: { now: number; speed: number }): number {
  const late = [...activated.slice(Math.ceil(activated.length / 2) - 1), now];
  const gaps = late.slice(1).map((at, index) => at - (late[index] ?? at));
  const usual = [...gaps].sort((one, other) => one - other)[gaps.length >> 1] ?? 0;
  const worked = gaps.filter((gap) => gap <= Math.max(usual * pause, pauseSeconds / speed));
  return worked.reduce((sum, gap) => sum + gap, 0) / Math.max(1, worked.length - 1);
}
