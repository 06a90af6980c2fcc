import type { Tone } from '../elements/tone';

/** The states of a station, a session or a token in which a person cannot simply go on. */
export const troubleNames = [
  'reader-missing',
  'agent-offline',
  'station-paused',
  'depot-away',
  'session-expired',
  'job-elsewhere',
  'other-token',
  'token-used',
  'wrong-code',
  'clock-off',
] as const;
export type TroubleName = (typeof troubleNames)[number];

/** A trouble as it is met: `values` fill the holes in its words, and say which of its further sentences hold. */
export interface Trouble {
  readonly name: TroubleName;
  readonly values: Readonly<Record<string, string | number>>;
}

/** By what it ends: nothing that is done at the screen, six digits, another token laid down, the next job taken, or signing in. */
export type NextStep = 'by-itself' | 'type' | 'other-token' | 'next-job' | 'sign-in';

interface TroubleRule {
  readonly tone: Tone;
  readonly next: NextStep;
  /** Values that are always known; the words may use these. */
  readonly knows: readonly string[];
}

export const troubles: Readonly<Record<TroubleName, TroubleRule>> = {
  'reader-missing': { tone: 'bad', next: 'by-itself', knows: ['station'] },
  'agent-offline': { tone: 'bad', next: 'by-itself', knows: ['station'] },
  'station-paused': { tone: 'warn', next: 'by-itself', knows: ['station', 'note'] },
  'depot-away': { tone: 'warn', next: 'by-itself', knows: ['since'] },
  'session-expired': { tone: 'warn', next: 'sign-in', knows: ['name'] },
  'job-elsewhere': { tone: 'warn', next: 'next-job', knows: ['job', 'station'] },
  'other-token': { tone: 'bad', next: 'other-token', knows: ['serial'] },
  'token-used': { tone: 'bad', next: 'other-token', knows: ['serial'] },
  'wrong-code': { tone: 'bad', next: 'type', knows: [] },
  'clock-off': { tone: 'warn', next: 'type', knows: ['serial'] },
};
