import { setTimeout as pause } from 'node:timers/promises';
import { GraphFailure } from './graph-failure.js';

const mostTries = 6;
const firstPauseMs = 100;
/** Longer than this nobody waits within one call; the queue brings it again. */
const longestMs = 30_000;

/** A refusal to wait for: when to come again, as `Retry-After` said. */
export class Throttled extends GraphFailure {
  readonly seconds: number;

  constructor(seconds: number, requestId: string | null) {
    super('Microsoft Graph asks to wait.', { status: 429, code: 'TooManyRequests', requestId });
    this.seconds = seconds;
  }
}

/**
 * Does a call again after a refusal to wait for, which has done nothing; after a lost answer or a 5xx only where doing
 * it twice is the same as once. @throws GraphFailure
 */
export async function patiently<T>(call: () => Promise<T>, { isRepeatable }: { isRepeatable: boolean }): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof GraphFailure) || tries === mostTries) throw error;
      if (error instanceof Throttled) {
        if (error.seconds * 1000 > longestMs) throw error;
        await pause(error.seconds * 1000);
      } else if (isRepeatable && error.isUnsure) await pause(firstPauseMs * 2 ** (tries - 1));
      else throw error;
    }
  }
}
