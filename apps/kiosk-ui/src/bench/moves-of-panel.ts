import type { JobState, Move } from '@depot/contracts';

const own: Partial<Readonly<Record<JobState, readonly Move[]>>> = {
  confirming: ['accept', 'renew'],
  registering: ['register'],
  activating: ['register'],
  packed: ['hand-over'],
  stopped: ['go-on'],
  uncertain: ['burn-again'],
  returned: ['repack'],
  shipped: ['deliver', 'arrive', 'return', 'lose'],
  delivered: ['arrive', 'return', 'lose'],
  'handed-over': ['arrive', 'return', 'lose'],
};

/** The moves that a state's panel offers itself, or that are not made at the bench: the heading leaves them out. */
export function movesOfPanel(state: JobState): readonly Move[] {
  return own[state] ?? [];
}
