import type { EscrowHold, EscrowView } from '@depot/contracts';
import { say, sayTime } from '../messages/speech.svelte';

/** A job's escrow on one line; null before it begins. */
export function escrowFact(escrow: EscrowView | null): string | null {
  if (escrow === null) return null;
  if (escrow.over !== null) return say(`escrow.over.${escrow.over.by}`, { when: sayTime(escrow.over.at) });
  const until = endOf(escrow);
  if (escrow.hold === null) return until;
  return `${until}\n${heldFact(escrow.hold)}`;
}

/** Who keeps it longer, since when and why. */
export function heldFact({ by, since, reason }: EscrowHold): string {
  return say('escrow.heldBy', { who: by, when: sayTime(since), reason });
}

function endOf({ endsAt, overdueAt, overdue, hold }: EscrowView): string {
  if (endsAt !== null) return say('escrow.fact.days', { when: sayTime(endsAt) });
  if (overdueAt === null) return say('escrow.fact.arrival');
  if (overdue) return say('escrow.fact.overdue', { when: sayTime(overdueAt) });
  return hold === null ? say('escrow.fact.arrival') : say('escrow.askedAgain', { when: sayTime(overdueAt) });
}
