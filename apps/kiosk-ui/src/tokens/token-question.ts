/** What an operator asks of the token in hand: what it is, or what to do as something is wrong with it. */
export type TokenQuestion = 'what' | 'wrong';

/** The keys for it, wherever no text is being written. */
export function questionOfKey(key: string): TokenQuestion | null {
  return ({ w: 'what', x: 'wrong' }[key.toLowerCase()] as TokenQuestion | undefined) ?? null;
}
