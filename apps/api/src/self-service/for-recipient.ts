import { ProblemError } from '../platform/http/problem-error.js';

/** Facts of a problem that are the recipient's own: the words for a wrong QR, the account in it, the tries that are left. */
const ownFacts = ['reason', 'help', 'account', 'triesLeft', 'waitSeconds'];

/** Does something for a recipient. What it fails with may name other people's jobs and tokens: they hear its code alone. */
export async function forRecipient<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const own = Object.entries(error.facts ?? {}).filter(([name]) => ownFacts.includes(name));
    throw new ProblemError(error.code, undefined, own.length === 0 ? undefined : Object.fromEntries(own));
  }
}
