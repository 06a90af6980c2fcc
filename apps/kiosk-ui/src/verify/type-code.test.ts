import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BenchView, JobView } from '@depot/contracts';
import { holdWhileSignedOut } from '../api/request';
import { aJob } from '../jobs/job.fixture';
import { live } from '../live/live.svelte';
import { typeCode } from './type-code';

const ids = { a: '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a21', b: '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a22' };
const at = { stationId: '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a31', jobId: null };
/** What the depot has, and what becomes of each code sent to it. */
let states: Record<keyof typeof ids, JobView['state']>;
let answers: (() => Response)[] = [];
let sent = 0;

beforeEach(() => {
  states = { a: 'verifying', b: 'verifying' };
  answers = [];
  sent = 0;
  vi.spyOn(live, 'back').mockResolvedValue();
  vi.stubGlobal('fetch', (_path: string, { method }: { method: string }) => {
    if (method === 'GET') return Promise.resolve(Response.json(bench()));
    sent += 1;
    const answer = answers.shift();
    return Promise.resolve().then(() => answer?.() ?? lost());
  });
});
afterEach(() => {
  holdWhileSignedOut(() => Promise.resolve(false));
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function jobs(): JobView[] {
  return [aJob({ id: ids.a, number: 1, state: states.a }), aJob({ id: ids.b, number: 2, state: states.b })];
}
function bench(): BenchView {
  const station = { id: at.stationId, name: 'Bench', online: true, paused: null, version: null, versionDiffers: false };
  const more = { lastSeenAt: null, benchUrl: null, readers: [], trouble: null, selfService: false };
  const waitingOf = { 'own-seed': 0, import: 0, qr: 0 };
  return { station: { ...station, ...more }, jobs: jobs(), parcels: 0, waiting: 0, waitingOf };
}
/** The code was right for this one. */
function proves(which: keyof typeof ids): Response {
  states = { ...states, [which]: 'packing' };
  return Response.json({ job: jobs().find(({ id }) => id === ids[which]), drift: 0 });
}
function lost(): never {
  throw new TypeError('Failed to fetch');
}

it('is credited to the token it proves, and not to one that was proved before it was typed', async () => {
  // The screen may not have heard of it yet: the depot went away right after that.
  states.a = 'packing';
  answers = [lost, () => proves('b')];
  expect((await typeCode('123456', at)).job.id).toBe(ids.b);
  expect(sent).toBe(2);
});

it('is not sent again where it was right and only its answer was lost', async () => {
  answers = [
    () => {
      proves('b');
      return lost();
    },
  ];
  expect((await typeCode('123456', at)).job.id).toBe(ids.b);
  expect(sent).toBe(1);
});

it('waits where the depot is away from the first, and claims nothing that others proved meanwhile', async () => {
  const here = fetch;
  let first = true;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (!first) return here(path, init);
    first = false;
    states.a = 'packing';
    return Promise.reject(new TypeError('Failed to fetch'));
  });
  answers = [() => proves('b')];
  expect((await typeCode('123456', at)).job.id).toBe(ids.b);
});

it('is not sent once it has run out while it waited for somebody to sign in again', async () => {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  holdWhileSignedOut(() => {
    clock += 10 * 60_000;
    return Promise.resolve(true);
  });
  const ended = { type: 'about:blank', code: 'sign-in-needed', status: 401, title: '', detail: '', advice: '' };
  answers = [() => Response.json(ended, { status: 401 }), () => proves('b')];
  await expect(typeCode('123456', at)).rejects.toMatchObject({ problem: { code: 'code-too-old' } });
  expect(sent).toBe(1);
});
