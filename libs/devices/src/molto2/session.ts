import type { Command } from '../command.js';
import { DeviceError } from '../device-error.js';
import { exchangeWith } from '../exchange.js';
import type { Card } from '../transport.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';
import { moltoStatusWords } from './status-words.js';

/** Of these last tries none is spent unless somebody says so. */
export const lastTries = 3;

/** What is known before a customer key is tried. */
export interface KeyTries {
  /** The tries that the device was last heard to have; null when it never said. */
  readonly triesLeft: number | null;
  /** Somebody confirmed that a try may be spent though few are left. */
  readonly keyTrial: boolean;
}

/** Throws `DeviceError` ('few-tries-left', or 'locked') when the key must not be tried. Nothing is sent. */
export function checkTries({ triesLeft, keyTrial }: KeyTries): void {
  if (keyTrial || triesLeft === null || triesLeft > lastTries) return;
  if (triesLeft === 0) throw new DeviceError('locked', 'The Molto2 was locked when it was last seen.');
  const left = triesLeft === 1 ? 'one try' : `${triesLeft} tries`;
  throw new DeviceError('few-tries-left', `The Molto2 has ${left} left for its customer key.`);
}

/** `exchangeWith` the status words of this family. */
export function exchange<Result>(card: Card, command: Command<Result>): Promise<Result> {
  return exchangeWith(moltoStatusWords, card, command);
}

/**
 * Challenge, then answer, once; `key` is the SM4 key behind the customer key.
 * Rejects like `exchange`, with 'wrong-customer-key' on a wrong one; never to be tried again with that or another key.
 */
export async function authenticate(card: Card, key: Uint8Array): Promise<void> {
  const challenge = await exchange(card, challengeCommand());
  await exchange(card, authenticateCommand(key, challenge));
}
