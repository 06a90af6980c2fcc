import { DeviceError, isDeviceError } from '../device-error.js';
import { failedBurn, type BurnPhase } from '../failed-burn.js';
import { checkSeed } from '../seed-length.js';
import { settingBytes } from '../setting-bytes.js';
import type { Card } from '../transport.js';
import type { BurnOutcome } from './burn-outcome.js';
import { configureCommand } from './configure-command.js';
import { identify } from './identify.js';
import { seedCommand } from './seed-command.js';
import { authenticate, exchange } from './session.js';
import type { SingleSettings } from './settings.js';

/** One burn: this seed (1–63 bytes, the caller's to wipe) on the token of this serial and no other. */
export interface BurnOrder {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly settings: SingleSettings;
  /** True time in seconds since 1970 UTC, fractions welcome; asked for just before it is sent. */
  readonly now: () => number;
}

function checkOrder({ seed, settings }: BurnOrder): void {
  checkSeed(seed);
  settingBytes(settings);
}

/** Writes the seed; a token that wants to be asked anew after configure is asked once more, once. */
async function writeSeed(card: Card, seed: Uint8Array): Promise<void> {
  try {
    await exchange(card, seedCommand(seed));
  } catch (error) {
    if (!isDeviceError(error) || error.code !== 'not-authenticated') throw error;
    await authenticate(card);
    await exchange(card, seedCommand(seed));
  }
}

/**
 * Burns the token in the field: info → challenge → authenticate → configure → seed, in that order because configuring
 * clears the seed of most models. Burning the same order again changes nothing but the clock, so an uncertain burn is
 * settled by repeating it. Switch the token off and on before comparing codes: until then it shows the old ones.
 *
 * Resolves whatever the token and the link do; `release` stays with the caller. Throws only when the program is at
 * fault and nothing was written (`TransportMisuse`, no SM4 in this Node.js).
 */
export async function burn(card: Card, order: BurnOrder): Promise<BurnOutcome> {
  let phase: BurnPhase = 'reading';
  try {
    checkOrder(order);
    const { serial, clock } = await identify(card);
    if (serial !== order.serial) {
      throw new DeviceError('wrong-token', `Token ${serial} is on the reader, the burn is for ${order.serial}.`);
    }
    await authenticate(card);
    const configure = configureCommand(order.settings, Math.round(order.now()));
    phase = 'configuring';
    await exchange(card, configure);
    phase = 'configured';
    await writeSeed(card, order.seed);
    return { kind: 'burned', serial, clockBefore: clock };
  } catch (error) {
    return failedBurn(error, phase);
  }
}
