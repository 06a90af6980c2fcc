import { toHex } from './bytes.js';
import type { Card } from './transport.js';

/** The same card, through which APDUs take another way. */
function through(card: Card, transmit: Card['transmit']): Card {
  return { reader: card.reader, presence: card.presence, release: () => card.release(), transmit };
}

/** Notes the instruction bytes that pass. */
export function noting(card: Card): { card: Card; instructions: string[] } {
  const instructions: string[] = [];
  const noted = through(card, (apdu) => {
    instructions.push((apdu[1] ?? 0).toString(16));
    return card.transmit(apdu);
  });
  return { card: noted, instructions };
}

/** Keeps the very bytes that were handed over, whatever becomes of them. */
export function keeping(card: Card): { card: Card; sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  const kept = through(card, (apdu) => {
    sent.push(apdu);
    return card.transmit(apdu);
  });
  return { card: kept, sent };
}

/** A fault of the program strikes at one instruction, and quotes it. */
export function failing(card: Card, instruction: number): Card {
  return through(card, (apdu) =>
    apdu[1] === instruction ? Promise.reject(new TypeError(`oops ${toHex(apdu)}`)) : card.transmit(apdu),
  );
}
