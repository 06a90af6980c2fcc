import { expect, test } from 'vitest';
import { firstInHand } from './first-in-hand';

const bench = (...states: Parameters<typeof firstInHand>[0][number]['state'][]) => states.map((state) => ({ state }));

test('a job that waits for the operator comes before one that waits for the depot', () => {
  expect(firstInHand(bench('recording', 'stopped', 'packing'))).toEqual({ state: 'packing' });
});

test('a paused job comes before one that the depot works on', () => {
  expect(firstInHand(bench('recording', 'stopped'))).toEqual({ state: 'stopped' });
});

test('an empty bench has nothing in front', () => {
  expect(firstInHand([])).toBeNull();
});
