import type { JobView, Move } from '@depot/contracts';
import type { BareMove } from '../api/moves.js';
import type { Messages } from '../messages/messages.js';

/** The moves that need no more than a button, and those that ask something first. All others are made at the bench. */
export type ButtonMove = BareMove;
export type ReasonMove = 'renew' | 'return' | 'lose' | 'stop';
export type AskingMove = ReasonMove | 'arrive' | 'cancel';
export type OfferedMove = ButtonMove | AskingMove;

const bare: readonly Move[] = [
  'release',
  'accept',
  'burn-again',
  'register',
  'unpack',
  'hand-over',
  'deliver',
  'repack',
  'go-on',
] satisfies ButtonMove[];
const asking: readonly Move[] = ['arrive', 'renew', 'return', 'lose', 'stop', 'cancel'] satisfies AskingMove[];

export function isButtonMove(move: Move): move is ButtonMove {
  return bare.includes(move);
}

export function isAskingMove(move: Move): move is AskingMove {
  return asking.includes(move);
}

/** What can be offered as a button, in the order of the table. */
export function offered(moves: readonly Move[]): OfferedMove[] {
  return moves.filter((move): move is OfferedMove => isButtonMove(move) || isAskingMove(move));
}

/** Moves that end a job or take something back. */
export function isGrave(move: OfferedMove): boolean {
  return move === 'cancel' || move === 'lose';
}

/** A user's QR is captured anew; a seed of our own is drawn anew. */
export function moveName(job: JobView, move: OfferedMove, messages: Messages): string {
  if (move === 'renew' && job.route !== 'qr') return messages.jobs.renewSeed;
  return messages.jobs.moveNames[move];
}

/** Reasons that one click gives. */
export function readyReasons(job: JobView, move: AskingMove, messages: Messages): readonly string[] {
  const { reasons } = messages.jobs;
  if (move === 'stop') return reasons.stop;
  if (move === 'renew') return job.route === 'qr' ? reasons.renew : reasons.renewSeed;
  return [];
}
