import { JobState } from '@depot/contracts';
import { describe, expect, test } from 'vitest';
import { countStages, stages, statesOf } from './stages.js';

describe('the stages of a batch', () => {
  test('hold every state once', () => {
    expect(stages.flatMap(statesOf).toSorted()).toEqual(JobState.options.toSorted());
  });

  test('add up to the number of jobs', () => {
    const counts = countStages({ waiting: 4, burning: 2, verifying: 1, delivered: 3, stopped: 1, lost: 1 });
    expect(counts).toEqual({ todo: 4, bench: 3, ship: 0, post: 3, arrived: 0, attention: 1, ended: 1 });
  });
});
