import { execFileSync } from 'node:child_process';
import type { FactorOffer } from '@depot/contracts';
import { codeOfStep, decodeBase32, entraParameters, stepAt } from '@depot/totp';

/** Somebody's authenticator app: it has the key that was shown, and shows each code once. */
export class Authenticator {
  readonly key: string;
  readonly #secret: Uint8Array;
  #last = 0;

  constructor(offer: FactorOffer) {
    this.key = offer.key.replaceAll(' ', '');
    this.#secret = decodeBase32(this.key);
  }

  get secret(): Uint8Array {
    return this.#secret;
  }

  /** The code of now, or the one after the last that was shown: a code counts once, and a test does not wait for the next. */
  next(): string {
    this.#last = Math.max(this.#last + 1, stepAt(Date.now() / 1000, 30));
    return this.at(this.#last);
  }

  /** The last one that was shown, again. */
  again(): string {
    return this.at(this.#last);
  }

  /** Digits that are none of the codes around now. */
  wrong(): string {
    const now = stepAt(Date.now() / 1000, 30);
    const codes = new Set(Array.from({ length: 81 }, (_, at) => this.at(now + at - 40)));
    for (let guess = 0; ; guess += 1) {
      const digits = String(guess).padStart(6, '0');
      if (!codes.has(digits)) return digits;
    }
  }

  at(step: number): string {
    return codeOfStep(this.#secret, entraParameters, step);
  }

  /** What Debian's oathtool shows for the same key and moment. */
  byOathtool(unixSeconds: number): string {
    return execFileSync('oathtool', ['--totp', '-b', this.key, '--now', `@${String(unixSeconds)}`], {
      encoding: 'utf8',
    }).trim();
  }
}
