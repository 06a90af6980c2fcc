import type { BenchView, JobView } from '@depot/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Line } from './line.svelte';

it('counts what is left for the line: a caller’s QR job at the same station is none of its own', () => {
  const line = new Line('a station', () => 0);
  const job = (route: JobView['route'], state: JobView['state']) => ({ route, state }) as JobView;
  line.reading.value = {
    jobs: [job('own-seed', 'verifying'), job('import', 'packing'), job('own-seed', 'packed'), job('qr', 'confirming')],
    waitingOf: { 'own-seed': 3, import: 1, qr: 5 },
  } as unknown as BenchView;
  expect(line.left).toBe(6);
});

describe('a job that could not be taken', () => {
  const bench: BenchView = {
    station: {
      id: '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a11',
      name: 'Bench',
      online: true,
      paused: null,
      version: null,
      versionDiffers: false,
      lastSeenAt: null,
      benchUrl: null,
      readers: [],
      trouble: null,
      selfService: false,
    },
    jobs: [],
    parcels: 0,
    waiting: 1,
    waitingOf: { 'own-seed': 1, import: 0, qr: 0 },
  };
  /** How often the line asked for a job. */
  let asked = 0;
  let answer: { readonly status: number; readonly body: object };
  beforeEach(() => {
    vi.useFakeTimers();
    asked = 0;
    vi.stubGlobal('fetch', (path: string) => {
      const taken = path.endsWith('/next');
      if (taken) asked += 1;
      const { status, body } = taken ? answer : { status: 200, body: bench };
      const text = () => Promise.resolve(JSON.stringify(body));
      return Promise.resolve({ ok: status === 200, status, text, json: () => Promise.resolve(body) });
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const problem = (code: string, status: number) => ({
    status,
    body: { type: 'about:blank', code, status, title: '', detail: '', advice: '' },
  });

  it.each([problem('not-ready', 503), problem('too-many-requests', 429), { status: 502, body: {} }])(
    'is asked for again in a moment where the depot did not answer: nothing else tells of it ($status)',
    async (given) => {
      answer = given;
      const line = new Line(bench.station.id, () => 0);
      await line.reading.refresh();
      await vi.advanceTimersByTimeAsync(0);
      expect(asked).toBe(1);
      await vi.advanceTimersByTimeAsync(2000);
      expect(asked).toBe(2);
      await line.leave();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked).toBe(2);
    },
  );

  it.each([problem('nothing-waiting', 409), problem('station-self-service', 409)])(
    'is left alone where the depot said no: an event tells when that is over ($body.code)',
    async (given) => {
      answer = given;
      const line = new Line(bench.station.id, () => 0);
      await line.reading.refresh();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked).toBe(1);
      await line.leave();
    },
  );
});
