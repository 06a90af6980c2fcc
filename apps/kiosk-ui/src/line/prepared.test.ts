import type { JobView } from '@depot/contracts';
import { expect, test } from 'vitest';
import { ProblemError, ownProblem } from '../api/problem-error';
import { Prepared } from './prepared';

/** Jobs that wait, as a depot would give them out: the first that is not excepted. */
function prepared(...waiting: string[]): Prepared {
  return new Prepared('a', (_station, _routes, except = []) => {
    const id = waiting.find((each) => !except.includes(each));
    if (id === undefined) {
      const { problem } = ownProblem('no-answer');
      return Promise.reject(new ProblemError({ ...problem, code: 'nothing-waiting' }));
    }
    return Promise.resolve({ id } as JobView);
  });
}

test('what was skipped comes after all others', async () => {
  const jobs = prepared('one', 'two');
  jobs.passOver('one', 'skipped');
  expect((await jobs.take('own-seed')).id).toBe('two');
  jobs.passOver('two', 'skipped');
  expect((await jobs.take('own-seed')).id).toBe('one');
});

test('what was put back is left to others', async () => {
  const jobs = prepared('one');
  jobs.passOver('one', 'put-back');
  await expect(jobs.take('own-seed')).rejects.toMatchObject({ problem: { code: 'nothing-waiting' } });
});
