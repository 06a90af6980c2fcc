import { splitAnswer } from '../apdu.js';
import { joined } from '../bytes.js';
import { answerToChallenge } from '../challenge.js';
import { commandMac } from '../mac.js';
import { unpad } from '../padding.js';
import { sm4Decrypt } from '../sm4.js';
import { writeInfo } from '../token-info.js';
import type { RandomBytes } from '../virtual/random-bytes.js';
import { deviceKey } from './device-key.js';
import type { VirtualClock } from '../virtual/virtual-clock.js';

/** What a token keeps when it is switched off; the bytes are those of the configure command, never checked. */
export interface FirmwareMemory {
  readonly serial: string;
  /** Configuring clears the seed. */
  readonly restrictedSync: boolean;
  /** Empty when it has none. */
  seed: Uint8Array;
  displayByte: number;
  algorithmByte: number;
  periodByte: number;
}

const ok = Uint8Array.of(0x90, 0x00);
const wrongLength = Uint8Array.of(0x67, 0x00);
const notAuthenticated = Uint8Array.of(0x69, 0x83);
const badData = Uint8Array.of(0x6a, 0x80);
const unknownInstruction = Uint8Array.of(0x6d, 0x00);
const unknownClass = Uint8Array.of(0x6e, 0x00);

/** The fixed bytes of a configure body, by position. */
const configureFrame: ReadonlyMap<number, number> = new Map([
  [0, 0x81],
  [1, 0x11],
  [2, 0x1f],
  [3, 0x01],
  [5, 0x0f],
  [6, 0x04],
  [11, 0x86],
  [12, 0x06],
  [13, 0x0a],
  [14, 0x01],
  [16, 0x0d],
  [17, 0x01],
]);

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/**
 * Answers APDUs as the vendor's firmware does, quirks included, except that the bytes it says vary do vary.
 * Source: `token2/openT2OTP` token2.c.
 */
export class VirtualFirmware {
  readonly #memory: FirmwareMemory;
  readonly #clock: VirtualClock;
  readonly #random: RandomBytes;
  #challenge: Uint8Array | null = null;
  #authenticated = false;

  constructor(memory: FirmwareMemory, { clock, random }: { clock: VirtualClock; random: RandomBytes }) {
    this.#memory = memory;
    this.#clock = clock;
    this.#random = random;
  }

  /** Forgets the challenge and the authentication, as switching off does. */
  endSession(): void {
    this.#challenge = null;
    this.#authenticated = false;
  }

  /** One command APDU in, one answer out, status word included. */
  answer(apdu: Uint8Array): Uint8Array {
    const [cla, ins, p1, p2, lc = 0] = apdu;
    if (p2 === undefined || p1 === undefined || ins === undefined) return wrongLength;
    if (apdu.length >= 5 && apdu.length < 5 + lc) return wrongLength;
    const data = apdu.subarray(5, 5 + lc);
    switch (cla) {
      case 0x80:
        return this.#plain({ ins, p1 }, data);
      case 0x84:
        return this.#secured({ ins, p1, p2 }, data);
      default:
        return unknownClass;
    }
  }

  /** The answer to info, telling `serial`. */
  describe(serial = this.#memory.serial): Uint8Array {
    return joined(writeInfo({ serial, clock: this.#clock.read() }, this.#random), ok);
  }

  #plain({ ins, p1 }: { ins: number; p1: number }, data: Uint8Array): Uint8Array {
    if (ins === 0x41) return this.describe();
    if (ins === 0x4b && p1 === 0x08) return this.#newChallenge();
    if (ins === 0xce) return this.#authenticate(data);
    return unknownInstruction;
  }

  #secured(header: { ins: number; p1: number; p2: number }, data: Uint8Array): Uint8Array {
    if (data.length < 4) return wrongLength;
    const body = data.subarray(0, -4);
    if (!this.#macFits(header, data)) return notAuthenticated;
    if (header.ins === 0xc5 && header.p1 === 0x01) return this.#writeSeed(body);
    if (header.ins === 0xd4) return this.#configure(body);
    return unknownInstruction;
  }

  #macFits(header: { ins: number; p1: number; p2: number }, data: Uint8Array): boolean {
    const body = data.subarray(0, -4);
    return same(commandMac(deviceKey, { header, body }), data.subarray(-4));
  }

  #newChallenge(): Uint8Array {
    this.#challenge = Uint8Array.from(this.#random(8));
    this.#authenticated = false;
    return joined(this.#challenge, ok);
  }

  #authenticate(data: Uint8Array): Uint8Array {
    if (this.#challenge === null || data.length !== 16) return badData;
    const right = same(data, answerToChallenge(deviceKey, this.#challenge));
    this.#challenge = null;
    if (!right) return notAuthenticated;
    this.#authenticated = true;
    return ok;
  }

  #writeSeed(body: Uint8Array): Uint8Array {
    if (!this.#authenticated) return notAuthenticated;
    if (body.length === 0 || body.length % 16 !== 0 || body.length > 64) return badData;
    const plain = sm4Decrypt({ key: deviceKey, bytes: body });
    const seed = unpad(plain);
    plain.fill(0);
    if (seed === null) return badData;
    this.#keepSeed(seed);
    return ok;
  }

  #configure(body: Uint8Array): Uint8Array {
    if (!this.#authenticated) return notAuthenticated;
    if (body.length !== 19 || [...configureFrame].some(([index, byte]) => body[index] !== byte)) return badData;
    const view = new DataView(body.buffer, body.byteOffset);
    this.#memory.displayByte = view.getUint8(4);
    this.#memory.algorithmByte = view.getUint8(15);
    this.#memory.periodByte = view.getUint8(18);
    this.#clock.set(view.getUint32(7));
    if (this.#memory.restrictedSync) this.#keepSeed(new Uint8Array(0));
    return ok;
  }

  #keepSeed(seed: Uint8Array): void {
    this.#memory.seed.fill(0);
    this.#memory.seed = seed;
  }
}

/** True when an answer says 9000 and the command was info. */
export function isDescription(apdu: Uint8Array, answer: Uint8Array): boolean {
  return apdu[0] === 0x80 && apdu[1] === 0x41 && splitAnswer(answer).statusWord === 0x9000;
}
