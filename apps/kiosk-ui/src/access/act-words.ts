import { ReviewedAct } from '@depot/contracts';
import type { ActCounts } from '@depot/contracts';
import { say } from '../messages/speech.svelte';

/** What somebody did how often, in a few words. */
export function sayActs(acts: ActCounts): string {
  const done = ReviewedAct.options.flatMap((act) => {
    const count = acts[act];
    return count === undefined ? [] : [say(`act.${act}`, { count })];
  });
  return done.length === 0 ? say('review.nothing') : done.join(', ');
}
