import { identify, isDeviceError, LinkLost, ReaderTrouble, type CardReaders } from '@depot/devices';
import { type Clock } from '../clock.js';
import { sentence } from './sentence.js';
import { type Presence } from './presence.js';

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
      const { serial, model, clock: shown } = await identify(card);
      // A token tells whole seconds, so ours are cut alike.
      presence.identified({ serial, model: model.name, clockOffset: shown - Math.floor(clock() / 1000) });
    } finally {
      await card.release();
    }
  } catch (error) {
    presence.fail(reason(error));
  }
}

function reason(error: unknown): string {
  if (isDeviceError(error) || error instanceof ReaderTrouble) return sentence(error.message);
  const what = error instanceof LinkLost ? error.message : 'The reader could not be used.';
  return `${what} Lay the token on the reader again.`;
}
