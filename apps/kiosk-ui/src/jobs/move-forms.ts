import type { JobView, Move } from '@depot/contracts';

/** Moves that need nothing but a press. */
const plainMoves = [
  'release',
  'put-back',
  'accept',
  'burn-again',
  'register',
  'unpack',
  'hand-over',
  'unpost',
  'deliver',
  'repack',
  'go-on',
] as const satisfies readonly Move[];
/** Moves that ask why. */
const reasonMoves = ['renew', 'return', 'lose', 'stop'] as const satisfies readonly Move[];
/** Moves with a form of their own. */
const formMoves = ['take', 'arrive', 'cancel'] as const satisfies readonly Move[];
/** Moves made at a station, with the token in the hand. */
export const benchMoves = [
  'set-aside',
  'capture',
  'choose',
  'prove',
  'activate',
  'pack',
  'post',
] as const satisfies readonly Move[];

export type PlainMove = (typeof plainMoves)[number];
export type ReasonMove = (typeof reasonMoves)[number];
export type FormMove = (typeof formMoves)[number];
export type ButtonMove = PlainMove | ReasonMove | FormMove;

const dangerous: readonly Move[] = ['lose', 'cancel'];
const all: readonly Move[] = [...plainMoves, ...reasonMoves, ...formMoves];

export function isButtonMove(move: Move): move is ButtonMove {
  return all.includes(move);
}

export function isPlain(move: ButtonMove): move is PlainMove {
  return (plainMoves as readonly Move[]).includes(move);
}

export function asksWhy(move: ButtonMove): move is ReasonMove {
  return (reasonMoves as readonly Move[]).includes(move);
}

/** What a button calls the move: a new seed starts with a new QR where the user's page gives it. */
export function moveName(move: ButtonMove, route: JobView['route']) {
  return move === 'renew' && route === 'qr' ? 'move.renew.qr' : (`move.${move}` as const);
}

export function isDangerous(move: Move): boolean {
  return dangerous.includes(move);
}

/** The moves to offer as buttons, those that end the job last. A factory seed cannot be renewed. */
export function buttonsFor(job: Pick<JobView, 'moves' | 'route'>, except: readonly Move[] = []): ButtonMove[] {
  const open = job.moves.filter((move) => !except.includes(move) && !(move === 'renew' && job.route === 'import'));
  return open.filter(isButtonMove).sort((one, other) => Number(isDangerous(one)) - Number(isDangerous(other)));
}
