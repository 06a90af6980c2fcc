import { describe, expect, it } from 'vitest';
import { Draws } from './draws.js';

describe('draws', () => {
  const draw = (seed: number) =>
    Array.from(
      { length: 50 },
      (
        (draws) => () =>
          draws.whole(1, 6)
      )(new Draws(seed)),
    );

  it('are the same for the same seed, and others for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('reach every number asked for, and none beside them', () => {
    expect([...new Set(draw(7))].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
