import type { Escrow } from '@depot/contracts';

/** What a batch says of its seeds, apart from how many days. */
export type EscrowKind = 'days' | 'arrival' | 'none';

export function escrowOf(kind: EscrowKind, days: number): Escrow {
  return kind === 'days' ? days : kind;
}

export function kindOf(escrow: Escrow): EscrowKind {
  return typeof escrow === 'number' ? 'days' : escrow;
}
