import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aJob } from '../jobs/job.fixture';
import { live } from '../live/live.svelte';
import { movePatiently } from './move-patiently';

const minutes = 60_000;
let clock = 0;
/** What was sent, but for looks. */
let sent: string[] = [];
const job = aJob({ state: 'activating' });

beforeEach(() => {
  clock = 0;
  sent = [];
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  // The depot is away for the first request, and back ten minutes later.
  vi.spyOn(live, 'back').mockImplementation(() => {
    clock += 10 * minutes;
    return Promise.resolve();
  });
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    if (method === 'GET') return Promise.resolve(Response.json(job));
    sent.push(path);
    return sent.length === 1 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(Response.json(job));
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('does not give Entra six digits that have run out while the depot was away', async () => {
  const moved = movePatiently(job, 'activate', { code: '123456' });
  await expect(moved).rejects.toMatchObject({ problem: { code: 'code-too-old' } });
  expect(sent).toEqual([`/api/jobs/${job.id}/activate`]);
});

it('makes a move that does not run out however long the depot was away', async () => {
  expect(await movePatiently(job, 'register', {})).toEqual(job);
  expect(sent).toHaveLength(2);
});
