import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Attempt } from '../../api/attempt.svelte';
import { Capture } from './capture.svelte';
import type { FoundQr } from './found-qr';
import { watchVideo } from './watch-video';

const video = { readyState: 2, videoWidth: 1920 } as HTMLVideoElement;
let ends: AbortController;
/** What a frame is made of. */
let frame: () => Promise<ImageBitmap>;
/** What is seen in it. */
let sight: () => Promise<readonly FoundQr[]>;
let capture: Capture;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal('createImageBitmap', () => frame());
  frame = () => Promise.resolve({} as ImageBitmap);
  sight = () => Promise.resolve([]);
  ends = new AbortController();
  const upn = 'ann.sample@contoso.com';
  capture = new Capture({ upn, attempt: new Attempt(), decides: true, send: () => Promise.resolve() });
});
afterEach(() => {
  ends.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function watch(): void {
  const { look: onlook, blind: onblind } = capture;
  void watchVideo(video, { decode: () => sight() }, { signal: ends.signal, onlook, onblind });
}
const fails = () => Promise.reject(new Error('It could not be looked at.'));
/** Time for a minute's looks. */
const aMinute = () => vi.advanceTimersByTimeAsync(60_000);

it('goes on after a frame that could not be had', async () => {
  frame = fails;
  watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(capture.trouble).toBeNull();
  frame = () => Promise.resolve({} as ImageBitmap);
  sight = () => Promise.resolve([{ text: 'a text of another kind', corners: [] }]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(capture.question?.kind).toBe('wrong');
  expect(capture.trouble).toBeNull();
});

it.each(['frame', 'decoder'] as const)(
  'says so where the video runs and nothing in it can be seen: no %s',
  async (lacks) => {
    if (lacks === 'frame') frame = fails;
    else sight = fails;
    watch();
    await aMinute();
    expect(capture.trouble).toBe('decoder');
    // Until it can be.
    frame = () => Promise.resolve({} as ImageBitmap);
    sight = () => Promise.resolve([]);
    await aMinute();
    expect(capture.trouble).toBeNull();
  },
);

it('says nothing of a decoder that was closed with the capture', async () => {
  sight = () => {
    ends.abort();
    return fails();
  };
  watch();
  await aMinute();
  expect(capture.trouble).toBeNull();
});
