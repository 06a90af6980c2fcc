import type { ProblemCode } from '@depot/contracts';
import { ProblemError } from '../http/problem-error.js';

const verifying = ['matched', 'wrong', 'replayed', 'old', 'other-token', 'ambiguous', 'too-many', 'refused'] as const;

/** What codes are typed for, and how each comparison may end. `too-many`: the wrong one that closed the door, and those after it. */
export const codeResults = {
  job: verifying,
  station: verifying,
  resynchronise: verifying,
  arrival: ['matched', 'wrong', 'replayed', 'too-many', 'refused'],
} as const;

export type CodeCheck = keyof typeof codeResults;
type CodeResult = (typeof verifying)[number];

const resultOf: Partial<Record<ProblemCode, CodeResult>> = {
  'wrong-code': 'wrong',
  'clock-off': 'wrong',
  'not-consecutive': 'wrong',
  'used-code': 'replayed',
  'old-code': 'old',
  'other-token-code': 'other-token',
  'ambiguous-code': 'ambiguous',
  'too-many-tries': 'too-many',
};

/** What a comparison that failed came to; `refused` when no code was expected or the seed could not be opened. */
export function codeResult(error: unknown): CodeResult {
  return (error instanceof ProblemError ? resultOf[error.code] : undefined) ?? 'refused';
}
