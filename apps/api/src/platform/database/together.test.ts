import { describe, expect, it } from 'vitest';
import { together } from './together.js';

const failed = (message: string, code?: string): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

describe('Statements sent together', () => {
  it('answer in their order', async () => {
    expect(await together(Promise.resolve('one'), Promise.resolve(2))).toEqual(['one', 2]);
  });

  it('end when the last has ended, even where the first failed', async () => {
    let hasEnded = false;
    const slow = new Promise<void>((resolve) => {
      setTimeout(() => {
        hasEnded = true;
        resolve();
      }, 20);
    });
    await expect(together(Promise.reject(failed('first')), slow)).rejects.toThrow('first');
    expect(hasEnded).toBe(true);
  });

  it('throw the reason, and not what PostgreSQL says to the statements after it', async () => {
    const aborted = failed('current transaction is aborted', '25P02');
    await expect(together(Promise.reject(aborted), Promise.reject(failed('the reason')))).rejects.toThrow('the reason');
    await expect(together(Promise.resolve(1), Promise.reject(aborted))).rejects.toThrow('aborted');
  });
});
