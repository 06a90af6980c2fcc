import type { EscrowView } from '@depot/contracts';
import { say, sayTime } from '../messages/speech.svelte';

/** A job's escrow on one line; null before it begins. */
export function escrowFact(escrow: EscrowView | null): string | null {
  if (escrow === null) return null;
  if (escrow.over !== null) return say(`escrow.over.${escrow.over.by}`, { when: sayTime(escrow.over.at) });
  if (escrow.endsAt === null) return say('escrow.fact.arrival');
  const until = say('escrow.fact.days', { when: sayTime(escrow.endsAt) });
  if (escrow.hold === null) return until;
  return `${until}\n${say('escrow.heldBy', { who: escrow.hold.by, reason: escrow.hold.reason })}`;
}
