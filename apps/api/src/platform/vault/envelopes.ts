import { randomBytes } from 'node:crypto';
import { ProblemError } from '../http/problem-error.js';
import type { Keyring } from './keyring.js';
import { open, seal } from './sealing.js';
import type { SecretBytes } from './secret-bytes.js';
import { unwrap } from './unwrap.js';

/** A secret under a data key of its own, and that key as the keyring wrapped it. */
export interface Envelope {
  readonly ciphertext: Uint8Array;
  readonly wrapped_key: Uint8Array;
}

/** Seals secrets of one kind as seeds are; unlike theirs, this key of the keyring has no end. */
export class Envelopes {
  readonly #keyring: Keyring;
  readonly #window: string;

  /** @param window names the key in the keyring: no week, and sorted after every week, so that it is never destroyed with one */
  constructor(keyring: Keyring, window: string) {
    this.#keyring = keyring;
    this.#window = window;
  }

  /** Wipes the secret. @param associated must be the same at opening */
  seal(secret: SecretBytes, associated: string): Envelope {
    const dataKey = randomBytes(32);
    const envelope = {
      ciphertext: seal(dataKey, secret.expose(), associated),
      wrapped_key: seal(this.#keyring.keyForSealing(this.#window), dataKey, associated),
    };
    secret.wipe();
    dataKey.fill(0);
    return envelope;
  }

  /** @returns the bytes, which the caller wipes. @throws ProblemError `seed-unreadable` when the keyring does not fit */
  open({ ciphertext, wrapped_key: wrapped }: Envelope, associated: string): Uint8Array {
    try {
      const dataKey = unwrap(this.#keyring, this.#window, { wrapped, associated });
      if (dataKey === null) throw new ProblemError('seed-unreadable');
      const clear = open(dataKey, ciphertext, associated);
      dataKey.fill(0);
      return clear;
    } catch {
      throw new ProblemError('seed-unreadable');
    }
  }
}
