import { JobState } from '@depot/contracts';
import { expect, test } from 'vitest';
import { countStages, stages, statesOf } from './stages';

test('each state counts at exactly one stage', () => {
  expect(stages.flatMap(statesOf).sort()).toEqual([...JobState.options].sort());
});

test('adds up what a batch counts', () => {
  const counted = countStages({ waiting: 3, burning: 1, verifying: 2, stopped: 1, uncertain: 1, shipped: 4 });
  expect(counted).toEqual({ todo: 3, bench: 3, ship: 0, post: 4, arrived: 0, attention: 2, ended: 0 });
});
