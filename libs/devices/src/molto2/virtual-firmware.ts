import { joined } from '../bytes.js';
import { answerToChallenge } from '../challenge.js';
import { commandMac } from '../mac.js';
import { unpad } from '../padding.js';
import { sm4Decrypt } from '../sm4.js';
import { writeInfo } from '../token-info.js';
import type { RandomBytes } from '../virtual/random-bytes.js';
import { allTries, type MoltoMemory, type ProfileMemory } from './virtual-memory.js';

const word = (statusWord: number) => Uint8Array.of(statusWord >> 8, statusWord & 0xff);
const ok = word(0x9000);
const pressUp = word(0x9060);
const wrongLength = word(0x6700);
const notAuthenticated = word(0x6983);
const badData = word(0x6a80);
const noSeed = word(0x6a83);
const noProfile = word(0x6a86);
const unknownInstruction = word(0x6d00);
const unknownClass = word(0x6e00);
const unwantedLe = word(0x6ffb);

/** The fixed bytes of the two bodies that set the time, by position. */
const timeFrame = [0x81, 0x06, 0x0f, 0x04, null, null, null, null];
const configureFrame = [
  ...[0x81, 0x14, 0x1f, 0x01, null, 0x0f, 0x04, null, null, null, null],
  ...[0x86, 0x09, 0x0a, 0x01, null, 0x0b, 0x01, null, 0x0d, 0x01, null],
];

function fits(body: Uint8Array, frame: readonly (number | null)[]): boolean {
  return body.length === frame.length && frame.every((byte, index) => byte === null || byte === body[index]);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

interface Header {
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
}

/**
 * Answers APDUs as a Molto2 does. Layouts, 63Cx, 9060, 6A83 and 6FFB are those seen on hardware (`framefilter/keyroost`
 * docs/PROTOCOL.md); the other refusals, and that the MAC is checked before authentication, are those of the vendor's
 * single-profile firmware *(inferred)*.
 */
export class MoltoFirmware {
  readonly #memory: MoltoMemory;
  readonly #random: RandomBytes;
  #challenge: Uint8Array | null = null;
  #authenticated = false;
  #waitsForUp: (() => void) | null = null;

  constructor(memory: MoltoMemory, random: RandomBytes) {
    this.#memory = memory;
    this.#random = random;
  }

  /** It shows a question that ▲ answers. */
  get asks(): boolean {
    return this.#waitsForUp !== null;
  }

  /** Somebody presses ▲: what was asked for happens. */
  pressUp(): void {
    this.#waitsForUp?.();
    this.#waitsForUp = null;
  }

  /** Forgets challenge, authentication and what waits for a press of ▲, as unplugging does. */
  endSession(): void {
    this.#challenge = null;
    this.#authenticated = false;
    this.#waitsForUp = null;
  }

  /** One command APDU in, one answer out, status word included. */
  answer(apdu: Uint8Array): Uint8Array {
    const [cla, ins, p1, p2, lc = 0] = apdu;
    if (p2 === undefined || p1 === undefined || ins === undefined) return wrongLength;
    // Five bytes are a command that ends with Le.
    if (apdu.length > 5 && apdu.length < 5 + lc) return wrongLength;
    const data = apdu.subarray(5, 5 + lc);
    const hasLe = apdu.length > 5 + lc;
    switch (cla) {
      case 0x80:
        return this.#plain({ ins, p1, p2 }, { data, hasLe });
      case 0x84:
        return this.#secured({ ins, p1, p2 }, data);
      default:
        return unknownClass;
    }
  }

  /** The answer to info, telling `serial`. */
  describe(serial = this.#memory.serial): Uint8Array {
    return joined(writeInfo({ serial, clock: this.#memory.clock.read() }, this.#random), ok);
  }

  #plain({ ins, p1, p2 }: Header, { data, hasLe }: { data: Uint8Array; hasLe: boolean }): Uint8Array {
    switch (ins) {
      case 0x41:
        return data.length === 1 && data[0] === 0x70 ? this.#publicBlock(p2, hasLe) : this.describe();
      case 0x4b:
        return p1 === 0x08 ? this.#newChallenge() : unknownInstruction;
      case 0xce:
        return this.#authenticate(data);
      case 0xe6:
        return this.#deleteSeed(p2);
      case 0x56:
        this.#waitsForUp = () => this.#memory.reset();
        return pressUp;
      default:
        return unknownInstruction;
    }
  }

  #secured(header: Header, data: Uint8Array): Uint8Array {
    if (data.length < 5) return wrongLength;
    const body = data.subarray(0, -4);
    if (!same(commandMac(this.#memory.key, { header, body }), data.subarray(-4))) return notAuthenticated;
    if (!this.#authenticated) return notAuthenticated;
    if (header.ins === 0xd7) return this.#newKey(body);
    const profile = this.#memory.profiles[header.p2];
    if (profile === undefined) return noProfile;
    if (header.ins === 0xc5 && header.p1 === 0x01) return this.#writeSeed(profile, body);
    if (header.ins === 0xd5) return this.#writeTitle(profile, body);
    if (header.ins === 0xd4 && header.p1 === 0x01) return this.#configure(profile, body);
    return unknownInstruction;
  }

  #publicBlock(number: number, hasLe: boolean): Uint8Array {
    if (hasLe) return unwantedLe;
    const profile = this.#memory.profiles[number];
    if (profile === undefined) return noProfile;
    const block = new Uint8Array(29);
    const view = new DataView(block.buffer);
    block.set(this.#random(1));
    block.set(profile.title, 1);
    view.setUint32(17, profile.clock.read());
    block.set(this.#random(4), 21);
    block.set([profile.algorithmByte, profile.periodByte, profile.digitsByte, profile.seed.length > 0 ? 1 : 0], 25);
    return joined(Uint8Array.of(0x95, 0x1f, 0x70, 0x1d), block, ok);
  }

  #newChallenge(): Uint8Array {
    this.#challenge = Uint8Array.from(this.#random(8));
    this.#authenticated = false;
    return joined(this.#challenge, ok);
  }

  #authenticate(data: Uint8Array): Uint8Array {
    if (this.#challenge === null || data.length !== 16) return badData;
    const right = same(data, answerToChallenge(this.#memory.key, this.#challenge));
    this.#challenge = null;
    if (this.#memory.triesLeft === 0) return notAuthenticated;
    this.#memory.triesLeft = right ? allTries : this.#memory.triesLeft - 1;
    this.#authenticated = right;
    return right ? ok : word(0x63c0 + this.#memory.triesLeft);
  }

  #deleteSeed(number: number): Uint8Array {
    const profile = this.#memory.profiles[number];
    if (profile === undefined) return noProfile;
    if (profile.seed.length === 0) return noSeed;
    keepSeed(profile, new Uint8Array(0));
    return ok;
  }

  #writeSeed(profile: ProfileMemory, body: Uint8Array): Uint8Array {
    const seed = body.length <= 64 ? this.#decrypted(body) : null;
    if (seed === null || seed.length === 0) return badData;
    keepSeed(profile, seed);
    return ok;
  }

  #writeTitle(profile: ProfileMemory, body: Uint8Array): Uint8Array {
    const title = body.length === 16 ? this.#decrypted(body) : null;
    if (title === null) return badData;
    profile.title = title;
    return ok;
  }

  #configure(profile: ProfileMemory, body: Uint8Array): Uint8Array {
    const view = new DataView(body.buffer, body.byteOffset, body.length);
    if (fits(body, timeFrame)) return this.#setClock(profile, view.getUint32(4));
    if (!fits(body, configureFrame)) return badData;
    profile.displayByte = view.getUint8(4);
    profile.algorithmByte = view.getUint8(15);
    profile.digitsByte = view.getUint8(18);
    profile.periodByte = view.getUint8(21);
    return this.#setClock(profile, view.getUint32(7));
  }

  #setClock(profile: ProfileMemory, clock: number): Uint8Array {
    profile.clock.set(clock);
    this.#memory.clock.set(clock);
    return ok;
  }

  #newKey(body: Uint8Array): Uint8Array {
    const plain = body.length === 32 ? this.#decrypted(body) : null;
    if (plain?.length !== 17 || plain[0] !== 0x00) return badData;
    const key = plain.slice(1);
    this.#waitsForUp = () => {
      this.#memory.key = key;
    };
    return pressUp;
  }

  /** What stood before the padding; null when there is none. */
  #decrypted(body: Uint8Array): Uint8Array | null {
    if (body.length === 0 || body.length % 16 !== 0) return null;
    const plain = sm4Decrypt({ key: this.#memory.key, bytes: body });
    const content = unpad(plain);
    plain.fill(0);
    return content;
  }
}

function keepSeed(profile: ProfileMemory, seed: Uint8Array): void {
  profile.seed.fill(0);
  profile.seed = seed;
}
