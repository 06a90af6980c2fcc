import { splitAnswer } from '../apdu.js';
import type { Command } from '../command.js';
import type { Card } from '../transport.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';
import { statusError, statusOk } from './status-words.js';

/**
 * Sends `command` once, wipes its bytes, and reads the answer.
 * Rejects with `LinkLost`, or with `DeviceError` on a status word other than 9000 or data that make no sense.
 */
export async function exchange<Result>(card: Card, command: Command<Result>): Promise<Result> {
  try {
    const { data, statusWord } = splitAnswer(await card.transmit(command.apdu));
    if (statusWord !== statusOk) throw statusError(command.name, statusWord);
    return command.decode(data);
  } finally {
    command.wipe();
  }
}

/** Challenge, then answer, with the one key there is. Rejects like `exchange`; not to be tried again on 6983. */
export async function authenticate(card: Card): Promise<void> {
  const challenge = await exchange(card, challengeCommand());
  await exchange(card, authenticateCommand(challenge));
}
