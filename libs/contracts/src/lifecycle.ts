import { z } from 'zod';
import type { Route, Step, TokenFamily, Wording } from './words.js';
import { instructions, moltoInstructions, seedlessInstructions } from './instructions.js';

/** Where a job stands. Final: `arrived`, `cancelled`, `lost`. */
export const JobState = z.enum([
  'waiting',
  'capturing',
  'scanning',
  'burning',
  'importing',
  'verifying',
  'confirming',
  'recording',
  'registering',
  'activating',
  'packing',
  'packed',
  'shipping',
  'shipped',
  'handed-over',
  'delivered',
  'returned',
  'stopped',
  'uncertain',
  'arrived',
  'cancelled',
  'lost',
]);
export type JobState = z.infer<typeof JobState>;

/** What can happen to a job. */
export const Move = z.enum([
  'take',
  'release',
  'capture',
  'choose',
  'imported',
  'burned',
  'doubt',
  'burn-again',
  'prove',
  'accept',
  'renew',
  'recorded',
  'register',
  'activate',
  'pack',
  'unpack',
  'post',
  'hand-over',
  'unpost',
  'shipped',
  'deliver',
  'arrive',
  'return',
  'repack',
  'set-aside',
  'put-back',
  'lose',
  'stop',
  'go-on',
  'cancel',
]);
export type Move = z.infer<typeof Move>;

/** Whose turn it is while a job stands in a state. */
export type Turn = 'operator' | 'depot' | 'post' | 'nobody';

export interface StateRule {
  readonly turn: Turn;
  /** The step put on the queue whenever a job enters this state. */
  readonly starts?: Step;
  readonly final?: true;
  /** What the operator does now. */
  readonly instruction: Wording;
}

/** The states, whose turn each is, and the step that entering it starts. */
export const states: Readonly<Record<JobState, StateRule>> = {
  waiting: { turn: 'operator', instruction: instructions.waiting },
  capturing: { turn: 'operator', instruction: instructions.capturing },
  scanning: { turn: 'operator', instruction: instructions.scanning },
  burning: { turn: 'operator', starts: 'burn', instruction: instructions.burning },
  importing: { turn: 'depot', starts: 'import', instruction: instructions.importing },
  verifying: { turn: 'operator', starts: 'verify', instruction: instructions.verifying },
  confirming: { turn: 'operator', instruction: instructions.confirming },
  recording: { turn: 'depot', starts: 'record', instruction: instructions.recording },
  registering: { turn: 'operator', instruction: instructions.registering },
  activating: { turn: 'operator', instruction: instructions.activating },
  packing: { turn: 'operator', instruction: instructions.packing },
  packed: { turn: 'operator', instruction: instructions.packed },
  shipping: { turn: 'depot', starts: 'ship', instruction: instructions.shipping },
  shipped: { turn: 'post', instruction: instructions.shipped },
  'handed-over': { turn: 'post', instruction: instructions['handed-over'] },
  delivered: { turn: 'post', instruction: instructions.delivered },
  returned: { turn: 'operator', instruction: instructions.returned },
  stopped: { turn: 'operator', instruction: instructions.stopped },
  uncertain: { turn: 'operator', instruction: instructions.uncertain },
  arrived: { turn: 'nobody', final: true, instruction: instructions.arrived },
  cancelled: { turn: 'nobody', final: true, instruction: instructions.cancelled },
  lost: { turn: 'nobody', final: true, instruction: instructions.lost },
};

/** What the operator does now, in words for the tokens at hand (null where they are classic ones), and for a seed that is gone. */
export function instructionFor(
  state: JobState,
  family: TokenFamily | null,
  { seedless = false }: { seedless?: boolean } = {},
): Wording {
  const withoutSeed = seedless ? seedlessInstructions[state] : undefined;
  if (withoutSeed !== undefined) return withoutSeed;
  const forMolto = family === 'molto2' ? moltoInstructions[state] : undefined;
  return forMolto ?? states[state].instruction;
}

export interface MoveRule {
  readonly from: readonly JobState[];
  /** More than one where the route, or (for `go-on`) the state in which the job was stopped, decides. */
  readonly to: readonly JobState[];
}

/** States in which a job can be paused and to which it can go on. */
const pausable = [
  'waiting',
  'capturing',
  'scanning',
  'burning',
  'importing',
  'verifying',
  'confirming',
  'recording',
  'registering',
  'activating',
  'packing',
  'packed',
  'shipping',
] as const satisfies readonly JobState[];

/** The moves: the one table that the API enforces, the screens draw and a test walks. */
export const moves: Readonly<Record<Move, MoveRule>> = {
  take: { from: ['waiting'], to: ['capturing', 'scanning', 'burning'] },
  release: { from: ['capturing', 'scanning', 'burning', 'stopped'], to: ['waiting'] },
  capture: { from: ['capturing'], to: ['burning'] },
  choose: { from: ['scanning'], to: ['importing'] },
  imported: { from: ['importing'], to: ['verifying'] },
  burned: { from: ['burning', 'uncertain'], to: ['verifying'] },
  doubt: { from: ['burning'], to: ['uncertain'] },
  'burn-again': { from: ['uncertain'], to: ['burning'] },
  prove: { from: ['verifying'], to: ['confirming', 'recording'] },
  accept: { from: ['confirming'], to: ['recording'] },
  renew: { from: ['burning', 'verifying', 'confirming', 'stopped', 'uncertain'], to: ['capturing', 'burning'] },
  recorded: { from: ['recording'], to: ['registering', 'activating', 'packing'] },
  register: { from: ['registering', 'activating'], to: ['packing'] },
  activate: { from: ['activating'], to: ['packing'] },
  pack: { from: ['packing'], to: ['packed'] },
  unpack: { from: ['packed'], to: ['packing'] },
  post: { from: ['packed'], to: ['shipping'] },
  'hand-over': { from: ['packed'], to: ['shipping'] },
  // The parcel has not left the house after all.
  unpost: { from: ['shipping', 'shipped'], to: ['packed'] },
  shipped: { from: ['shipping'], to: ['shipped', 'handed-over'] },
  deliver: { from: ['shipped'], to: ['delivered'] },
  arrive: { from: ['shipped', 'delivered', 'handed-over'], to: ['arrived'] },
  return: { from: ['shipped', 'delivered', 'handed-over'], to: ['returned'] },
  repack: { from: ['returned'], to: ['packing'] },
  /** Something is wrong with its token: another one takes its place, and the job keeps its own. */
  'set-aside': {
    from: ['burning', 'verifying', 'confirming', 'registering', 'activating', 'packing', 'stopped', 'uncertain'],
    to: ['capturing', 'scanning', 'burning'],
  },
  /** Not this token: it goes back to where it was taken from, with nothing said against it, and its job takes another one. */
  'put-back': { from: ['verifying'], to: ['capturing', 'scanning', 'burning'] },
  lose: { from: ['shipped', 'delivered', 'handed-over'], to: ['lost'] },
  stop: { from: pausable, to: ['stopped'] },
  'go-on': { from: ['stopped'], to: pausable },
  cancel: { from: [...pausable, 'stopped', 'uncertain', 'returned'], to: ['cancelled'] },
};

/** Whether `move` may be made from `state`. */
export function mayMove(state: JobState, move: Move): boolean {
  return moves[move].from.includes(state);
}

/** Every move open from `state`, in the table's order. */
export function movesFrom(state: JobState): Move[] {
  return Move.options.filter((move) => mayMove(state, move));
}

/** The state a job of `route` enters when a station takes it or when it needs a new seed generation. */
export function firstStateAtStation(route: Route): JobState {
  switch (route) {
    case 'qr':
      return 'capturing';
    case 'own-seed':
      return 'burning';
    case 'import':
      return 'scanning';
  }
}
