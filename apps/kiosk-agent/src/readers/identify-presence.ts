import {
  identify,
  identifyMolto,
  isDeviceError,
  LinkLost,
  ReaderTrouble,
  type Card,
  type CardReaders,
} from '@depot/devices';
import { type Clock } from '../clock.js';
import { sentence } from './sentence.js';
import { type Presence, type TokenIdentity } from './presence.js';

/** Reads who lies there and tells the presence, or what is wrong with it. Writes nothing to the token; never rejects. */
export async function identifyPresence(
  presence: Presence,
  { readers, clock }: { readers: CardReaders; clock: Clock },
): Promise<void> {
  try {
    const card = await readers.connect(presence.reader);
    try {
      // It left, and the next one has its own presence.
      if (card.presence !== presence.number) return;
      presence.identified(await (presence.family === 'molto2' ? readMolto(card, clock) : readSingle(card, clock)));
    } finally {
      await card.release();
    }
  } catch (error) {
    presence.fail(reason(error));
  }
}

async function readSingle(card: Card, clock: Clock): Promise<TokenIdentity> {
  const { serial, model, clock: shown } = await identify(card);
  return { serial, model: model.name, clockOffset: offset(shown, clock), profiles: null };
}

async function readMolto(card: Card, clock: Clock): Promise<TokenIdentity> {
  const { serial, model, clock: shown, profiles } = await identifyMolto(card);
  const clockOffset = offset(shown, clock);
  return { serial, model: model.name, clockOffset, profiles: profiles.map((one, profile) => ({ profile, ...one })) };
}

/** A token tells whole seconds, so ours are cut alike. */
function offset(shown: number, clock: Clock): number {
  return shown - Math.floor(clock() / 1000);
}

function reason(error: unknown): string {
  if (isDeviceError(error) || error instanceof ReaderTrouble) return sentence(error.message);
  const what = error instanceof LinkLost ? error.message : 'The reader could not be used.';
  return `${what} Lay the token on the reader again.`;
}
