import type { Command } from '../command.js';
import { exchangeWith } from '../exchange.js';
import type { Card } from '../transport.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';
import { singleStatusWords } from '../status-words.js';

/** `exchangeWith` the status words of this family. */
export function exchange<Result>(card: Card, command: Command<Result>): Promise<Result> {
  return exchangeWith(singleStatusWords, card, command);
}

/** Challenge, then answer, with the one key there is. Rejects like `exchange`; not to be tried again on 6983. */
export async function authenticate(card: Card): Promise<void> {
  const challenge = await exchange(card, challengeCommand());
  await exchange(card, authenticateCommand(challenge));
}
