import { type BurnReport } from '@depot/contracts';
import { type BurnOutcome, type MoltoBurnOutcome } from '@depot/devices';
import { sentence } from '../readers/sentence.js';

export interface BurnPlace {
  readonly serial: string;
  readonly profile: number;
  readonly reader: string;
}

/** Why nothing was written, for what happens outside the driver; its own codes are those of `DeviceError`. */
export const refusals = {
  'token-gone': 'The token is no longer on a reader. Put it back.',
  'link-lost': 'The token left the reader before anything was written. Put it back.',
  'wrong-seal': 'What the depot sent is not sealed for this station, order and token. Pair the agent again.',
  'other-token': 'Another token, or another profile of it, was begun for this order. Lay that one on the reader.',
  'no-such-profile': 'This token has one profile only, and the order asks for another one.',
  'journal-failed': 'The agent cannot write its journal. Is the disk full?',
  unexpected: 'Something went wrong in the agent before anything was written.',
} as const;

export function refused(code: keyof typeof refusals, { serial, profile, reader }: BurnPlace): BurnReport {
  return { outcome: 'refused', serial, profile, reader, code, detail: refusals[code], triesLeft: null };
}

/** The driver's outcome as the depot reads it. `wasInterrupted`: an earlier try at this order may have written. */
export function reportOf(
  outcome: BurnOutcome | MoltoBurnOutcome,
  { serial, profile, reader, wasInterrupted }: BurnPlace & { wasInterrupted: boolean },
): BurnReport {
  const place = { serial, profile, reader, triesLeft: 'triesLeft' in outcome ? outcome.triesLeft : null };
  if (outcome.kind === 'burned') {
    return { ...place, outcome: 'burned', code: 'ok', detail: done(outcome) };
  }
  const { kind, code, detail } = outcome;
  return { ...place, outcome: wasInterrupted ? 'uncertain' : kind, code, detail: sentence(detail) };
}

/** Only a Molto2 shows a new seed at once. */
function done(outcome: BurnOutcome | MoltoBurnOutcome): string {
  return 'profile' in outcome ? 'Open the profile on the Molto2.' : 'Switch the token off and on.';
}
