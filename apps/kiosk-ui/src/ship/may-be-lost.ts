import { mayMove, type JobState } from '@depot/contracts';

/** What was handed over in person has been in no post. */
export function mayBeLostInPost(state: JobState): boolean {
  return mayMove(state, 'lose') && state !== 'handed-over';
}
