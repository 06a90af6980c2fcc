/**
 * Who did it, and from where. `depot` is the line itself: a step, the sweeper; `recipient` the person a token is for, at a
 * kiosk; `key` a program, by the key that was made for it.
 */
export interface Actor {
  readonly kind: 'person' | 'agent' | 'depot' | 'recipient' | 'key';
  readonly id: string | null;
  readonly name: string;
  readonly address: string | null;
}

export const theDepot: Actor = { kind: 'depot', id: null, name: 'Token Depot', address: null };
