import type { JobRow } from '@depot/contracts';
import { say } from '../messages/speech.svelte';

/** A token as people tell it from others: its serial, and of one with many profiles which. Empty where nothing is known yet. */
export function tokenName({ serial, profile }: Pick<JobRow, 'serial' | 'profile'>): string {
  const which = profile === null ? null : say('token.whichProfile', { profile });
  return [serial, which].filter((part) => part !== null).join(' · ');
}
