import type { JobState, JobView } from '@depot/contracts';
import { describe, expect, test } from 'vitest';
import { firstForOperator, inOrder, neighbour } from './front-job.js';

const job = (number: number, state: JobState): JobView => ({ id: `j${number}`, number, state }) as JobView;
const numbers = (jobs: readonly JobView[]) => jobs.map((each) => each.number);

describe('the job in front', () => {
  test('is at first the lowest number that waits for a person', () => {
    expect(firstForOperator([job(9, 'verifying'), job(3, 'recording'), job(5, 'packing')])?.number).toBe(5);
  });

  test('is a paused one only when nothing else waits', () => {
    expect(firstForOperator([job(1, 'stopped'), job(2, 'packing')])?.number).toBe(2);
    expect(firstForOperator([job(1, 'stopped'), job(2, 'recording')])?.number).toBe(1);
  });

  test('is none while everything waits for the depot', () => {
    expect(firstForOperator([job(1, 'recording'), job(2, 'importing')])).toBeNull();
  });

  test('keeps the bench in the order of the numbers, whatever was touched last', () => {
    expect(numbers(inOrder([job(8, 'packing'), job(2, 'stopped'), job(4, 'burning')]))).toEqual([2, 4, 8]);
  });

  test('goes round with the arrow keys', () => {
    const jobs = [job(1, 'packing'), job(2, 'packing'), job(3, 'packing')];
    expect(neighbour(jobs, 'j3', 1)?.number).toBe(1);
    expect(neighbour(jobs, 'j1', -1)?.number).toBe(3);
    expect(neighbour(jobs, null, 1)?.number).toBe(1);
    expect(neighbour([], null, 1)).toBeNull();
  });
});
