import { buildApdu, splitAnswer } from './apdu.js';
import { fromHex } from './bytes.js';
import { DeviceError } from './device-error.js';
import type { Card } from './transport.js';

const select = { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00 };
const le = 0x00;

/** 00 A4 04 00 Lc AID 00: SELECT by name (ISO/IEC 7816-4, 11.2.2), which changes nothing that lasts. */
function selecting(name: Uint8Array): Uint8Array {
  return Uint8Array.of(...buildApdu(select, name), le);
}

/** FIDO2 and U2F applet. Source: CTAP 2.1, 11.3.3. */
const fidoApplet = fromHex('A0 00 00 06 47 2F 00 01');
/** The list of payment applications on a contactless card. Source: EMV Contactless Book B, 3.3. */
const paymentApplications = new TextEncoder().encode('2PAY.SYS.DDF01');
/** NFC Forum Type 4 tag application, on badges and phones. Source: NFC Forum T4T 2.0, 5.4.2. */
const tagApplication = fromHex('D2 76 00 00 85 01 01');

const statusOk = 0x9000;

interface Question {
  readonly apdu: Uint8Array;
  /** The status words that mean yes. */
  readonly yes: readonly number[];
  readonly code: 'fido-key' | 'bank-card' | 'badge';
}

/** In this order, each only when the ones before were answered with no. None writes, or tries a key or a PIN. */
const questions: readonly Question[] = [
  { apdu: selecting(fidoApplet), yes: [statusOk], code: 'fido-key' },
  { apdu: selecting(paymentApplications), yes: [statusOk], code: 'bank-card' },
  // 90 60 00 00 00, GetVersion of a DESFire, whose answer goes on. Source: NXP AN11004.
  { apdu: fromHex('90 60 00 00 00'), yes: [0x91af], code: 'badge' },
  { apdu: selecting(tagApplication), yes: [statusOk], code: 'badge' },
  // FF B0 00 00 10, READ BINARY: the reader answers for a storage card, with bytes or that a key is wanted; for a card
  // that answers itself it knows no such command. Source: PC/SC part 3, 3.2.2.1.8.
  { apdu: fromHex('FF B0 00 00 10'), yes: [statusOk, 0x6982], code: 'badge' },
];

const names: Record<Question['code'], string> = {
  'fido-key': 'A FIDO security key lies on the reader.',
  'bank-card': 'A bank card lies on the reader.',
  badge: 'A badge or storage card lies on the reader.',
};

/**
 * What lies there, when it is known not to describe itself as our tokens do (ask that first: one that does is asked
 * nothing of this). Only reads. Rejects with `LinkLost`.
 *
 * @param statusWord what it said to that first question, if anything, for the error
 * @returns an error that names it: 'fido-key', 'bank-card', 'badge', or 'unknown-device', which a token of the first
 * generation is too: it answers none of this
 */
export async function whatIsThis(card: Card, statusWord?: number): Promise<DeviceError> {
  for (const { apdu, yes, code } of questions) {
    if (yes.includes(splitAnswer(await card.transmit(apdu)).statusWord)) return new DeviceError(code, names[code]);
  }
  return new DeviceError('unknown-device', 'What is on the reader does not describe itself.', statusWord);
}
