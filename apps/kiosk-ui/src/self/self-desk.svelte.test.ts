import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SelfDesk } from './self-desk.svelte';

let asked: string[];
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(Response.json({}, { status: 503 }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('goes on looking, and counting down, after the computer’s clock was set back', async () => {
  const desk = new SelfDesk();
  const close = desk.open();
  await vi.advanceTimersByTimeAsync(0);
  vi.setSystemTime(Date.now() - 600_000);
  asked = [];
  await vi.advanceTimersByTimeAsync(5500);
  expect(asked).toEqual(['/api/self/kiosk']);
  desk.view = { stage: 'done' } as unknown as NonNullable<SelfDesk['view']>;
  desk.touch();
  vi.setSystemTime(Date.now() - 600_000);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(desk.secondsLeft).toBe(15);
  close();
});
