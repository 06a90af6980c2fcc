import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveEvent } from '@depot/contracts';
import { ownProblem } from '../api/problem-error';
import { live } from './live.svelte';
import { Reading } from './reading.svelte';

describe('something that is read again after events', () => {
  let tell: (event: LiveEvent | null) => void = () => undefined;
  let answers: ((value: string) => void)[] = [];
  const reading = (): Reading<string> => new Reading({ read: () => new Promise((resolve) => answers.push(resolve)) });
  /** The API answers what was asked for in this place. */
  async function answer(place: number, value: string): Promise<void> {
    answers[place]?.(value);
    await vi.advanceTimersByTimeAsync(0);
  }

  beforeEach(() => {
    vi.useFakeTimers();
    answers = [];
    vi.spyOn(live, 'listen').mockImplementation((listener) => {
      tell = listener;
      return () => undefined;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('shows each answer as it comes, however many are asked for after it', async () => {
    const bench = reading();
    void bench.refresh();
    void bench.refresh();
    await answer(0, 'one');
    expect(bench.value).toBe('one');
    await answer(1, 'two');
    expect(bench.value).toBe('two');
  });

  it('is told what was shown before', async () => {
    const seen: (string | null)[] = [];
    const bench = new Reading<string>({
      read: (before) => {
        seen.push(before);
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    void bench.refresh();
    await answer(0, 'one');
    void bench.refresh();
    expect(seen).toEqual([null, 'one']);
  });

  it('never goes back to an older one, nor behind what it was told meanwhile', async () => {
    const bench = reading();
    void bench.refresh();
    void bench.refresh();
    await answer(1, 'two');
    await answer(0, 'one');
    expect(bench.value).toBe('two');
    void bench.refresh();
    bench.set('told');
    await answer(2, 'before it was told');
    expect(bench.value).toBe('told');
  });

  it('keeps saying what was wrong with the last question, though an earlier one is answered after it', async () => {
    const refused = ownProblem('secret-scanned');
    const search = new Reading<string>({
      read: () => (answers.length === 0 ? new Promise((resolve) => answers.push(resolve)) : Promise.reject(refused)),
    });
    void search.refresh();
    await search.refresh();
    await answer(0, 'one');
    expect(search.problem).toBe(refused.problem);
    expect(search.value).toBeNull();
  });

  it('asks a slow depot once more for all that happened while it was asked', async () => {
    const bench = reading();
    bench.follow();
    for (let event = 0; event < 5; event += 1) {
      tell(null);
      await vi.advanceTimersByTimeAsync(150);
    }
    expect(answers).toHaveLength(1);
    await answer(0, 'one');
    expect(answers).toHaveLength(2);
    await answer(1, 'two');
    expect(bench.value).toBe('two');
    await vi.advanceTimersByTimeAsync(1000);
    expect(answers).toHaveLength(2);
  });
});
