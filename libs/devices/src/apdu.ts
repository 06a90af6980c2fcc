import { wholeAnswer } from './transport.js';

/** The four bytes every command begins with (ISO/IEC 7816-4, 5.1). */
export interface CommandHeader {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
}

/** An answer taken apart: the data, and the status word as one number (0x9000 when all is well). */
export interface CardAnswer {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

/** CLA INS P1 P2 Lc body; the body is 1–255 bytes. Our tokens want no Le. Throws `RangeError` on a longer body. */
export function buildApdu(header: CommandHeader, body: Uint8Array): Uint8Array {
  if (body.length < 1 || body.length > 255) throw new RangeError('A short APDU carries 1 to 255 bytes.');
  const apdu = new Uint8Array(5 + body.length);
  apdu.set([header.cla, header.ins, header.p1, header.p2, body.length]);
  apdu.set(body, 5);
  return apdu;
}

/** data SW1 SW2. Throws `LinkLost` ('short-answer') on less than two bytes. */
export function splitAnswer(answer: Uint8Array): CardAnswer {
  const { length, buffer, byteOffset } = wholeAnswer(answer);
  const statusWord = new DataView(buffer, byteOffset, length).getUint16(length - 2);
  return { data: answer.slice(0, length - 2), statusWord };
}
