import { codeAt } from '@depot/totp';

/** What a display works from. A token without a seed has none of these. */
export interface DisplayedSecret {
  readonly seed: Uint8Array;
  readonly algorithm: 'SHA1' | 'SHA256';
  readonly period: 30 | 60;
}

/**
 * The display of a virtual token. What it works from is taken up when the token is switched on, so that a seed burned
 * meanwhile shows only after switching off and on.
 */
export class TokenDisplay {
  #on = false;
  #secret: DisplayedSecret | null = null;

  get isOn(): boolean {
    return this.#on;
  }

  /** `secret` is copied; null when the token has no seed. */
  switchOn(secret: DisplayedSecret | null): void {
    this.#on = true;
    this.#secret = secret && { ...secret, seed: secret.seed.slice() };
  }

  switchOff(): void {
    this.#on = false;
    this.#secret?.seed.fill(0);
    this.#secret = null;
  }

  /** Six digits at the token's own time, in seconds; null when it is off or was switched on without a seed. */
  codeAt(clock: number): string | null {
    if (this.#secret === null) return null;
    const { seed, algorithm, period } = this.#secret;
    return codeAt(seed, { algorithm, digits: 6, period }, clock);
  }
}
