import { splitAnswer, type CardAnswer } from './apdu.js';
import type { Command } from './command.js';
import type { DeviceError } from './device-error.js';
import type { Card } from './transport.js';

/** All went well. */
export const statusOk = 0x9000;

/** What a family of tokens says with status words. */
export interface StatusWords {
  /** True for a status word that is as good as 9000 in answer to the command of this name. */
  readonly isFine: (statusWord: number, command: string) => boolean;
  /** The error for any other. */
  readonly error: (statusWord: number, command: string) => DeviceError;
}

/**
 * Sends `command` once, wipes its bytes, and reads the answer.
 * Rejects with `LinkLost`, or with `DeviceError` on a status word that is not fine or data that make no sense.
 */
export async function exchangeWith<Result>(words: StatusWords, card: Card, command: Command<Result>): Promise<Result> {
  try {
    const { data, statusWord }: CardAnswer = splitAnswer(await card.transmit(command.apdu));
    if (!words.isFine(statusWord, command.name)) throw words.error(statusWord, command.name);
    return command.decode(data);
  } finally {
    command.wipe();
  }
}
