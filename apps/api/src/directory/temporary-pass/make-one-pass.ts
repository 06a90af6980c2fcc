import { ProblemError } from '../../platform/http/problem-error.js';
import type { GraphApi } from '../graph/graph-api.js';
import { GraphFailure } from '../graph/graph-failure.js';
import type { GraphNewPass } from '../graph/read-answers.js';

const mostTries = 4;

/**
 * Makes a pass. One whose answer was lost is there and nobody knows it: it is taken away before the next is made.
 * @throws ProblemError `pass-there`, GraphFailure
 */
export async function makeOnePass(
  api: GraphApi,
  userId: string,
  wanted: { readonly minutes: number; readonly once: boolean; readonly replace: boolean },
): Promise<GraphNewPass> {
  const there = await api.passesOf(userId);
  if (there.length > 0 && !wanted.replace) throw new ProblemError('pass-there');
  await removeAll(api, userId, there);
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.makePass(userId, wanted);
    } catch (error) {
      if (!(error instanceof GraphFailure) || !error.isUnsure || tries === mostTries) throw error;
      await removeAll(api, userId, await api.passesOf(userId));
    }
  }
}

async function removeAll(api: GraphApi, userId: string, passes: readonly string[]): Promise<void> {
  for (const pass of passes) await api.removePass(userId, pass);
}
