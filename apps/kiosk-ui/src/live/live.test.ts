import type { LiveEvent } from '@depot/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Live } from './live.svelte';

class PlayedSource {
  static readonly CLOSED = 2;
  static latest: PlayedSource;
  readyState = 1;
  onopen: () => void = () => undefined;
  onmessage: (message: { data: string }) => void = () => undefined;
  onerror: () => void = () => undefined;
  constructor() {
    PlayedSource.latest = this;
  }
  close(): void {
    this.readyState = PlayedSource.CLOSED;
  }
}

let live: Live;
let heard: (LiveEvent | null)[];
let windowHears: Record<string, () => void>;
beforeEach(() => {
  vi.stubGlobal('EventSource', PlayedSource);
  windowHears = {};
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => (windowHears[name] = listener));
  vi.stubGlobal('removeEventListener', () => undefined);
  live = new Live();
  heard = [];
  live.listen((event) => heard.push(event));
  live.start(() => undefined);
});
afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

it('has everything read again when its first stream is there: what changed while a screen was read was told to nobody', () => {
  expect(heard).toEqual([]);
  PlayedSource.latest.onopen();
  expect(heard).toEqual([null]);
});

it('has nothing read again when a stream that broke nowhere says once more that it is open', () => {
  PlayedSource.latest.onopen();
  PlayedSource.latest.onopen();
  expect(heard).toEqual([null]);
});

it('has everything read again after the line was lost, and shows it as lost until then', () => {
  PlayedSource.latest.onopen();
  PlayedSource.latest.readyState = 0;
  PlayedSource.latest.onerror();
  expect(live.lost).toBe(true);
  PlayedSource.latest.onopen();
  expect(live.lost).toBe(false);
  expect(heard).toEqual([null, null]);
});

it('asks again when the computer has no network any more: a depot on the same computer is still there', () => {
  const first = PlayedSource.latest;
  first.onopen();
  windowHears['offline']?.();
  expect(live.lost).toBe(true);
  expect(first.readyState).toBe(PlayedSource.CLOSED);
  PlayedSource.latest.onopen();
  expect(live.lost).toBe(false);
  expect(heard).toEqual([null, null]);
});

it('takes news that it cannot read as a reason to read everything', () => {
  PlayedSource.latest.onopen();
  PlayedSource.latest.onmessage({ data: '{"of another version":true}' });
  expect(heard).toEqual([null, null]);
});
