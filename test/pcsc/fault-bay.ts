import { randomBytes } from 'node:crypto';
import { burn, heardBy, VirtualToken } from '@depot/devices';
import type { BurnOrder, BurnOutcome, CardReaders, Fault, FieldDevice } from '@depot/devices';
import type { TokenState } from './fault-cases.js';
import { untilPresence } from './presence.js';
import type { VirtualPcscd } from './virtual-pcscd.js';

const now = (): number => Date.now() / 1000;

/** A token that tells when it hears its n-th APDU, before it answers. */
function overheard(token: VirtualToken, { at, heard }: { at: number; heard: () => void }): FieldDevice {
  let count = 0;
  return heardBy(token, (apdu) => {
    const reaction = token.hear(apdu);
    count += 1;
    if (count === at) heard();
    return reaction;
  });
}

/** One reader, and one token that has a seed already, of a model whose seed goes with every configuring. */
export class FaultBay {
  readonly token: VirtualToken;
  readonly order: BurnOrder;
  readonly #before: string;
  readonly #parts: { readonly pcscd: VirtualPcscd; readonly readers: CardReaders; readonly reader: string };

  constructor(parts: { pcscd: VirtualPcscd; readers: CardReaders; reader: string }, serial: string) {
    this.#parts = parts;
    this.token = new VirtualToken({ serial, seed: 'aa'.repeat(20) }, { now, random: randomBytes });
    this.token.switchOn();
    this.#before = state(this.token);
    const settings = { algorithm: 'SHA256', period: 60, displaySeconds: 60 } as const;
    this.order = { serial, seed: randomBytes(20), settings, now };
  }

  /** Burns the token with a fault at one APDU, counted from 1. */
  async burnWith(fault: Fault, apdu: number, heard: () => void = () => undefined): Promise<BurnOutcome> {
    this.token.faults.arm({ fault, apdu });
    return this.#burn(overheard(this.token, { at: apdu, heard }));
  }

  /** Takes the token away if it still lies there, lays it down again, and burns the same order. */
  async burnAgain(): Promise<BurnOutcome> {
    const { pcscd, reader } = this.#parts;
    pcscd.remove(reader);
    await this.#until((presence) => presence === null);
    return this.#burn(this.token);
  }

  /** Resolves when the reader is no longer seen, and something is said to be amiss. */
  readerGone(): Promise<void> {
    const { readers } = this.#parts;
    return this.#until((presence) => presence === undefined && readers.trouble() !== null);
  }

  takeAway(): void {
    this.#parts.pcscd.remove(this.#parts.reader);
  }

  /** What is on the token, told from what was there before and what the order says. */
  get state(): TokenState | 'something else' {
    const { seed, algorithmByte, periodByte } = this.token.snapshot();
    if (state(this.token) === this.#before) return 'as before';
    if (algorithmByte !== 0x02 || periodByte !== 0x3c) return 'something else';
    if (seed === '') return 'no seed';
    return seed === Buffer.from(this.order.seed).toString('hex') ? 'new seed' : 'something else';
  }

  async #burn(device: FieldDevice): Promise<BurnOutcome> {
    const { pcscd, readers, reader } = this.#parts;
    await this.#until((presence) => presence === null);
    pcscd.place(reader, device);
    await this.#until((presence) => typeof presence === 'number');
    const card = await readers.connect(reader);
    try {
      return await burn(card, this.order);
    } finally {
      await card.release();
    }
  }

  #until(fits: (presence: number | null | undefined) => boolean): Promise<void> {
    const { readers, reader } = this.#parts;
    return untilPresence(readers, reader, fits);
  }
}

/** All that a token remembers, but for its clock. */
function state(token: VirtualToken): string {
  const { seed, displayByte, algorithmByte, periodByte } = token.snapshot();
  return JSON.stringify({ seed, displayByte, algorithmByte, periodByte });
}
