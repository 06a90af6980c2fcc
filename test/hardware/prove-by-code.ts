import { matchCode, readDigits, resynchronise } from '@depot/totp';
import type { TotpParameters } from '@depot/totp';

/** Somebody at a keyboard. */
export interface Typist {
  say(sentence: string): void;
  /** The next line that is typed; null when there is none to come. */
  ask(question: string): Promise<string | null>;
}

const mostTries = 6;

function offBy(drift: number, period: number): string {
  if (drift === 0) return `Drift 0 s: its clock is in the same ${String(period)} s as this computer's.`;
  const where = drift > 0 ? 'ahead of' : 'behind';
  return `Drift ${String(drift)} s: its clock is about ${String(Math.abs(drift))} s ${where} this computer's.`;
}

/**
 * Asks for codes until one is of this seed, or two in a row are, with a clock that is far off. Says the drift.
 * @param now our clock, in seconds since 1970 UTC
 * @returns the drift in seconds; null when no code was right
 */
export async function proveByCode(
  seed: Uint8Array,
  parameters: TotpParameters,
  { typist, now }: { typist: Typist; now: () => number },
): Promise<number | null> {
  let before = '';
  for (let left = mostTries; left > 0; left -= 1) {
    const typed = (await typist.ask('Its six digits (Enter alone gives up): '))?.trim() ?? '';
    if (typed === '') return null;
    const at = now();
    const near = matchCode(seed, parameters, { code: typed, now: at });
    const found =
      near.kind === 'match' ? near : resynchronise(seed, parameters, { first: before, second: typed, now: at });
    if (found.kind === 'match') {
      typist.say(`The code is right. ${offBy(found.drift, parameters.period)}`);
      return found.drift;
    }
    if (near.kind !== 'malformed') before = readDigits(typed) ?? '';
    typist.say(
      near.kind === 'malformed'
        ? 'That is not six digits.'
        : 'That is no code of the new seed. Make sure that this is the token, and that it was switched off and on; then ' +
            'type the code that comes next.',
    );
  }
  return null;
}
