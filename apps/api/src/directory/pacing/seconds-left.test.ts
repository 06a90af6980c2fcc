import { describe, expect, it } from 'vitest';
import { newBudget } from './budget.js';
import type { Budget } from './budget.js';
import { callsOfToken } from './graph-time.js';
import { play, seeded, start } from './played-tenant.fixture.js';
import type { Play } from './played-tenant.fixture.js';
import { lookedAtSeconds, secondsLeft } from './seconds-left.js';

const tokens = 500;

/** By how much of the whole run each finish time was off, as told from the first fifth on, once a token. */
function toldAndTrue(budget: Budget, { calls: callsEach, ...played }: Play, random: () => number): number[] {
  const activated: number[] = [];
  const told: { at: number; finish: number }[] = [];
  let answers = 0;
  const onServed = (now: number): void => {
    answers += 1;
    if (answers % callsEach !== 0) return;
    activated.push(now / 1000);
    const left = tokens - activated.length;
    const late = activated.filter((at) => at > now / 1000 - lookedAtSeconds);
    const ahead = secondsLeft({ left, activated: late, now: now / 1000 }, budget, now);
    if (activated.length >= tokens / 5 && ahead !== null) told.push({ at: now, finish: now + ahead * 1000 });
  };
  const { ended } = play(budget, { ...played, calls: tokens * callsEach, onServed }, random);
  expect(told.length).toBe(tokens - tokens / 5);
  return told.map(({ finish }) => Math.abs(finish - ended) / (ended - start));
}

describe('the finish time of a batch', () => {
  it.each([5, 12])(
    'turns out true within a tenth of the run where the tenant allows %i requests in ten seconds',
    (most) => {
      const off = toldAndTrue(newBudget(1), { calls: callsOfToken.methods, kinds: ['methods'], most }, seeded(most));
      expect(Math.max(...off)).toBeLessThan(0.1);
    },
  );

  it('does so where the benches are done with a window of 200 activations long before it is over', () => {
    const budget = newBudget(1);
    for (const kind of ['methods', 'inventory', 'users'] as const) budget.kinds[kind].allowed = 300;
    const kinds = ['activations', 'methods'] as const;
    const most = Number.POSITIVE_INFINITY;
    const off = toldAndTrue(budget, { calls: 1, kinds, most, lane: 'bench', atOnce: 4 }, seeded(4));
    expect(Math.max(...off)).toBeLessThan(0.1);
  });

  // Four pairs of hands: 200 tokens in 3, in 4.5 and in 6 of the five minutes.
  it.each([3600, 5400, 7200])(
    'does so where hands take %i ms for a token, give or take half, and wait for windows besides',
    (usual) => {
      const budget = newBudget(1);
      for (const kind of ['methods', 'inventory', 'users'] as const) budget.kinds[kind].allowed = 300;
      const off = toldAndTrue(
        budget,
        {
          ...{ calls: 1, kinds: ['activations', 'methods'], most: Number.POSITIVE_INFINITY, lane: 'bench', atOnce: 4 },
          between: (drawn) => usual * (0.5 + drawn),
        },
        seeded(usual),
      );
      expect(Math.max(...off)).toBeLessThan(usual > 6000 ? 0.1 : 0.05);
    },
  );

  it('does so nine times in ten where the limit is higher, and was tried from far below', () => {
    const off = toldAndTrue(newBudget(1), { calls: callsOfToken.methods, kinds: ['methods'], most: 30 }, seeded(30));
    expect(off.filter((share) => share >= 0.1).length).toBeLessThanOrEqual(off.length / 10);
    expect(Math.max(...off)).toBeLessThan(0.2);
  });

  it('goes by the benches where they are slower than Graph', () => {
    const activated = Array.from({ length: 20 }, (_, at) => at * 30);
    const ahead = secondsLeft({ left: 10, activated, now: 570 }, newBudget(1), 570_000);
    expect(ahead).toBe(300);
  });

  it('is not told before eight tokens are active, nor when none is left', () => {
    const activated = [10, 20, 30, 40, 50, 60, 70];
    const budget = newBudget(1);
    expect(secondsLeft({ left: 5, activated, now: 70 }, budget, 70_000)).toBeNull();
    expect(secondsLeft({ left: 5, activated: [...activated, 80], now: 80 }, budget, 80_000)).not.toBeNull();
    expect(secondsLeft({ left: 0, activated: [...activated, 80], now: 80 }, budget, 80_000)).toBeNull();
  });
});
