import { setTimeout as pause } from 'node:timers/promises';
import { GraphFailure } from './graph-failure.js';
import { NoTurn, Throttled } from './throttled.js';

const mostTries = 6;
/** Refusals to wait for that one call takes: each was waited out as the budget says, so that they are few. */
const mostRefusals = 100;
const firstPauseMs = 100;

/**
 * Does a call again after a refusal to wait for, which has done nothing: the call waits for its turn itself. After a
 * lost answer or a 5xx only where doing it twice is the same as once. @throws GraphFailure
 */
export async function patiently<T>(call: () => Promise<T>, { isRepeatable }: { isRepeatable: boolean }): Promise<T> {
  let refusals = 0;
  for (let tries = 1; ;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof GraphFailure) || error instanceof NoTurn) throw error;
      if (error instanceof Throttled) {
        refusals += 1;
        if (refusals === mostRefusals) throw error;
        continue;
      }
      if (!isRepeatable || !error.isUnsure || tries === mostTries) throw error;
      await pause(firstPauseMs * 2 ** (tries - 1));
      tries += 1;
    }
  }
}
