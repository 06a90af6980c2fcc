import type { FieldDevice } from './virtual/field-device.js';
import { repeatableBytes } from './virtual/random-bytes.js';
import { VirtualReaders, type VirtualReadersOptions } from './virtual/virtual-readers.js';
import { VirtualToken, type VirtualTokenSnapshot } from './token2-single/virtual-token.js';
import type { BurnOrder } from './token2-single/burn.js';
import type { Card } from './transport.js';

/** 2023-11-14 22:13:20 UTC, where a period of 30 s has 10 s to go and one of 60 s has 40. */
export const noon = 1_700_000_000;

export const restrictedSerial = '86596220000001';
export const unrestrictedSerial = '86596320000001';
export const reader = 'Virtual reader 1';

/** A token that is switched on, at `noon` for ever, with repeatable randomness. */
export function litToken(state: Partial<VirtualTokenSnapshot> = {}): VirtualToken {
  const world = { now: () => noon, random: repeatableBytes('token') };
  const token = new VirtualToken({ serial: restrictedSerial, ...state }, world);
  token.switchOn();
  return token;
}

export interface Bench {
  readonly readers: VirtualReaders;
  readonly card: Card;
}

/** One reader with `token` on it, and a connection to it. */
export async function benchWith(token: FieldDevice, options: Partial<VirtualReadersOptions> = {}): Promise<Bench> {
  const readers = new VirtualReaders({ count: 1, ...options });
  readers.place(reader, token);
  return { readers, card: await readers.connect(reader) };
}

/** Lets go of the card and connects anew, the token back on the reader if it left it. */
export async function layAgain({ readers, card }: Bench, token: VirtualToken): Promise<Card> {
  await card.release();
  if (readers.deviceOn(reader) === null) readers.place(reader, token);
  return readers.connect(reader);
}

export function orderFor(token: VirtualToken, order: Partial<BurnOrder> = {}): BurnOrder {
  return {
    serial: token.serial,
    seed: new TextEncoder().encode('12345678901234567890'),
    settings: { algorithm: 'SHA1', period: 30, displaySeconds: 30 },
    now: () => noon,
    ...order,
  };
}

export function offAndOn(token: VirtualToken): void {
  token.switchOff();
  token.switchOn();
}
