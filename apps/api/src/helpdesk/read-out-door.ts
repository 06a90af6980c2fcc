import { states } from '@depot/contracts';
import type { JobState, ReadOutDoor, ReadOutRules } from '@depot/contracts';
import { isEnough } from './caller-questions.js';
import type { AskedOf } from './caller-questions.js';

/** What decides whether a code can be read out. */
export interface DoorFacts {
  readonly state: JobState;
  readonly seed: 'kept' | 'destroyed' | null;
  /** The seed went because the batch keeps none, or its time was over. */
  readonly escrowOver: boolean;
  readonly privileged: boolean;
  /** Lost in the post, and until its recipient has another token its codes are all that lets them in. */
  readonly lastWayIn: boolean;
  readonly recipient: AskedOf;
  /** Read-outs of the last 24 hours for the recipient, and of the parcel. */
  readonly today: number;
  readonly ofShipment: number;
}

/** While a token is in the post. */
const underWay: readonly JobState[] = ['shipped', 'delivered'];
const before: ReadonlySet<string> = new Set(['operator', 'depot']);

/** Why no code can be read out; null where it can. It opens and closes by itself: nothing here is remembered. */
export function doorOf(facts: DoorFacts, rules: ReadOutRules): ReadOutDoor | null {
  const { state, recipient } = facts;
  const open = underWay.includes(state) || (state === 'lost' && facts.lastWayIn);
  if (!rules.open) return 'closed';
  if (!open) return before.has(states[state].turn) ? 'not-posted' : 'ended';
  if (facts.seed !== 'kept') return facts.escrowOver ? 'escrow-over' : 'seed-gone';
  if (facts.privileged && rules.privileged === 'forbid') return 'privileged';
  if (!isEnough(rules.questions, recipient)) return 'too-little-known';
  if (rules.callBack && !/\d.*\d.*\d.*\d/s.test(recipient.phone ?? '')) return 'no-number';
  return null;
}

/** Nobody gives these a code alone: privileged recipients, and those whose token is lost, so that it may be in other hands. */
export function needsSecondPerson(facts: Pick<DoorFacts, 'privileged' | 'lastWayIn'>): boolean {
  return facts.privileged || facts.lastWayIn;
}

/** The same, and whether there is one left: for whoever asks for another read-out. */
export function doorForAnother(facts: DoorFacts, rules: ReadOutRules): ReadOutDoor | null {
  const door = doorOf(facts, rules);
  if (door !== null) return door;
  if (facts.ofShipment >= rules.perShipment) return 'shipment-full';
  return facts.today >= rules.perDay ? 'day-full' : null;
}

/** For whoever asks nevertheless. */
export const doorWords: Readonly<Record<ReadOutDoor, string>> = {
  closed: 'Reading codes out is closed. An admin can open it under Settings.',
  'not-posted': 'The token has not been posted yet: whoever has it in the hand reads its code.',
  ended: 'The token is no longer in the post, or the job has ended.',
  'seed-gone': 'The seed has been destroyed: nobody can compute a code any more.',
  'escrow-over':
    'The time for which the seed was kept is over, and it has been destroyed: nobody can compute a code any more.',
  privileged: 'The recipient is privileged: no codes are read out to them.',
  'too-little-known': 'Too little is known of the recipient to check a caller. Let a manager upload their data.',
  'no-number': 'The caller would have to be called back, and there is no telephone number on record.',
  'day-full': 'As many codes were read out within 24 hours as are allowed. An admin can allow more under Settings.',
  'shipment-full':
    'As many codes were read out for this parcel as are allowed. An admin can allow more under Settings.',
};
