import { setTimeout as pause } from 'node:timers/promises';
import { GraphFailure } from './graph-failure.js';
import { NoTurn } from './throttled.js';

const mostTries = 5;

/** How long what was written may take to be readable. */
export interface Settling<T> {
  /** Null while it is not there. */
  readonly look: () => Promise<T | null>;
  readonly looks: number;
  readonly pauseMs: number;
}

/**
 * Makes a write and settles by reading what became of it: once what it was to bring about is there, it is not made
 * again, whatever was answered. After a yes it is never made again; a refusal counts if reading shows nothing either;
 * after a lost answer it is made again once several looks have shown nothing.
 * @throws GraphFailure the write's own
 */
export async function settle<T>(write: () => Promise<unknown>, { look, looks, pauseMs }: Settling<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    let failure: GraphFailure | null = null;
    try {
      await write();
    } catch (error) {
      if (!(error instanceof GraphFailure) || error instanceof NoTurn) throw error;
      failure = error;
    }
    const isRefused = failure !== null && !failure.isUnsure;
    for (let looked = 1; looked <= (isRefused ? 1 : looks); looked += 1) {
      const found = await look();
      if (found !== null) return found;
      if (looked < looks) await pause(pauseMs);
    }
    if (failure === null) throw noChange();
    if (isRefused || tries === mostTries) throw failure;
  }
}

function noChange(): GraphFailure {
  const what = { status: 502, code: 'no-change', requestId: null };
  return new GraphFailure('Microsoft Graph said yes, and reading shows no change yet.', what);
}
