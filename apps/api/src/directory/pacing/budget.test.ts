import { describe, expect, it } from 'vitest';
import { answered, ask, newBudget, refused, underWay, withdraw } from './budget.js';
import type { Lane } from './budget.js';
import { play, seeded, start } from './played-tenant.fixture.js';

/** The most that any window of so many milliseconds holds. */
function fullest(times: readonly number[], window: number): number {
  return Math.max(...times.map((end) => times.filter((at) => at > end - window && at <= end).length));
}

describe('a budget', () => {
  it.each([1, 2, 3])(
    'never lets more than 200 activations into five minutes, whenever the tenant counts them (%i)',
    (seed) => {
      const budget = newBudget(1);
      // The methods’ own limit is out of the way.
      budget.kinds.methods.allowed = 300;
      const most = Number.POSITIVE_INFINITY;
      const kinds = ['activations', 'methods'] as const;
      const { served, ended } = play(budget, { calls: 500, kinds, most, lane: 'bench', atOnce: 40 }, seeded(seed));
      expect(fullest(served, 300_000)).toBe(200);
      // 500 take two windows and what is left over: it does not dawdle either.
      expect(ended - start).toBeLessThan(660_000);
    },
  );

  it('begins with five requests in ten seconds, and where that is all the tenant allows keeps to it', () => {
    const budget = newBudget(1);
    const { served, refusals, ended } = play(budget, { calls: 300, kinds: ['methods'], most: 5 }, seeded(1));
    // One of the five is left to a bench.
    expect(served.filter((at) => at < start + 10_000)).toHaveLength(4);
    // Probing costs a refusal now and then; the tenant’s 300 in 600 s are nearly reached though a fifth waits for benches.
    expect(refusals.length).toBeLessThan(30);
    expect(ended - start).toBeLessThan(600_000 * 1.5);
    expect(budget.kinds.methods.known).toBeLessThan(10);
  });

  it('finds out what a generous tenant allows within a few windows', () => {
    const budget = newBudget(1);
    play(budget, { calls: 600, kinds: ['methods'], most: 60, atOnce: 60 }, seeded(1));
    expect(budget.kinds.methods.allowed).toBeGreaterThan(40);
    expect(budget.kinds.methods.allowed).toBeLessThanOrEqual(75);
  });

  it('stops everybody as long as a refusal says, the bench too', () => {
    const budget = newBudget(1);
    const own = { id: 'first', kinds: ['methods'] as const };
    expect(ask(budget, { ...own, lane: 'bench', patience: 0 }, start)).toEqual({ granted: true });
    refused(budget, { ...own, seconds: 40 }, start + 100);
    const turn = ask(budget, { id: 'other', kinds: ['methods'], lane: 'bench', patience: 5000 }, start + 200);
    expect(turn).toEqual({ granted: false, after: start + 40_100, isTooLate: true });
    expect(ask(budget, { ...own, lane: 'bench', patience: 0 }, start + 40_100)).toEqual({ granted: true });
  });

  it('takes several refusals of calls that were under way together for one', () => {
    const budget = newBudget(1);
    budget.kinds.methods.allowed = 40;
    const calls = Array.from({ length: 4 }, (_, at) => ({ id: String(at), kinds: ['methods'] as const }));
    for (const call of calls) ask(budget, { ...call, lane: 'bench', patience: 0 }, start);
    for (const [at, call] of calls.entries()) refused(budget, { ...call, seconds: 1 }, start + 50 + at);
    expect(budget.kinds.methods).toMatchObject({ allowed: 32, refusals: 4 });
  });

  it('lets a bench go before the background that came first, and keeps room for it', () => {
    const budget = newBudget(1);
    const kinds = ['methods'] as const;
    const wants = (id: string, lane: Lane, now: number): boolean =>
      ask(budget, { id, kinds, lane, patience: 60_000 }, now).granted;
    const background = [1, 2, 3, 4, 5].map((at) => wants(`made ${String(at)}`, 'background', start));
    expect(background).toEqual([true, true, true, true, false]);
    expect([wants('typed', 'bench', start), wants('typed too', 'bench', start)]).toEqual([true, false]);
    for (const id of ['made 1', 'made 2', 'made 3', 'made 4', 'typed']) answered(budget, { id, kinds }, start);
    // At the next free turn the one who waits at a bench is first, however soon the background asks; then it has its share.
    const free = start + 10_005;
    expect(wants('made 5', 'background', start + 9000)).toBe(false);
    expect(wants('typed too', 'bench', start + 9500)).toBe(false);
    budget.kinds.methods.allowed = 2;
    expect(wants('made 5', 'background', free)).toBe(false);
    expect(wants('typed too', 'bench', free)).toBe(true);
  });

  it('keeps nobody waiting for long after calls of a process that was killed, and counts those that take their time', () => {
    const budget = newBudget(1);
    budget.kinds.methods.allowed = 2;
    const kinds = ['methods'] as const;
    const wants = (id: string, now: number): boolean =>
      ask(budget, { id, kinds, lane: 'bench', patience: 0 }, now).granted;
    expect([wants('killed', start), wants('slow', start), wants('third', start)]).toEqual([true, true, false]);
    for (const seconds of [5, 10, 15, 20, 25]) underWay(budget, { id: 'slow', kinds }, start + seconds * 1000);
    expect(wants('third', start + 24_900)).toBe(false);
    expect([wants('third', start + 25_100), wants('fourth', start + 25_100)]).toEqual([true, false]);
  });

  it('forgets who waits at a bench and says nothing for two seconds', () => {
    const budget = newBudget(1);
    budget.kinds.methods.allowed = 1;
    const asking = { kinds: ['methods'], lane: 'bench', patience: 60_000 } as const;
    ask(budget, { ...asking, id: 'first' }, start);
    const { after } = ask(budget, { ...asking, id: 'waits' }, start) as { after: number };
    expect(budget.reservations).toHaveLength(1);
    ask(budget, { ...asking, id: 'asks' }, after + 2001);
    expect(budget.reservations.map(({ id }) => id)).toEqual(['asks']);
    withdraw(budget, 'asks');
    expect(ask(budget, { ...asking, id: 'later' }, start + 26_000).granted).toBe(true);
  });
});
