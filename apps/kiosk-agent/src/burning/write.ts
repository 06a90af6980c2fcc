import { burn, burnMolto, type BurnOutcome, type Card, type MoltoBurnOutcome } from '@depot/devices';
import { type BurnMessage } from './messages.js';
import { type Unsealed } from './unseal-order.js';

interface Writing extends Unsealed {
  /** An earlier try at this order may have written. */
  readonly wasInterrupted: boolean;
  /** Seconds since 1970 UTC. */
  readonly now: () => number;
}

/** Writes by the protocol of the order's family. Rejects only where nothing was written. */
export function write(
  card: Card,
  order: BurnMessage,
  { seed, customerKey, wasInterrupted, now }: Writing,
): Promise<BurnOutcome | MoltoBurnOutcome> {
  const { family, serial, profile, settings, title, overwrite, triesLeft, keyTrial } = order;
  switch (family) {
    case 'token2-single':
      return burn(card, { serial, seed, settings, now });
    case 'molto2':
      return burnMolto(card, {
        ...{ serial, profile, seed, title, customerKey, triesLeft, keyTrial, now },
        settings: { ...settings, digits: 6 },
        // What an interrupted try left in the profile is this very seed.
        overwrite: overwrite || wasInterrupted,
      });
  }
}
