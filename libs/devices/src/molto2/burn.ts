import { DeviceError, isDeviceError } from '../device-error.js';
import { failedBurn, type BurnPhase, type FailedBurn } from '../failed-burn.js';
import { checkSeed } from '../seed-length.js';
import type { Card } from '../transport.js';
import { configureCommand } from './configure-command.js';
import { defaultCustomerKey, sm4KeyOf } from './customer-key.js';
import { readMoltoInfo, readProfile } from './identify.js';
import { checkProfile } from './profile-number.js';
import { seedCommand } from './seed-command.js';
import { authenticate, checkTries, exchange, type KeyTries } from './session.js';
import { moltoSettingBytes, type MoltoSettings } from './settings.js';
import { triesLeftBy } from './status-words.js';
import { titleBytes, titleCommand } from './title-command.js';

/** One burn: this seed (1–63 bytes, the caller's to wipe) into one profile of the Molto2 of this serial. */
export interface MoltoBurnOrder extends KeyTries {
  readonly serial: string;
  readonly profile: number;
  readonly seed: Uint8Array;
  readonly settings: MoltoSettings;
  /** 1–12 bytes of UTF-8; null leaves the title as it is. */
  readonly title: string | null;
  /** Somebody confirmed that what the profile holds may go. */
  readonly overwrite: boolean;
  /** 1–64 bytes, the caller's to wipe; null for the vendor's default. */
  readonly customerKey: Uint8Array | null;
  /** True time in seconds since 1970 UTC, fractions welcome; asked for just before it is sent. */
  readonly now: () => number;
}

/** As for tokens of one profile, with the tries left for a customer key where the device told them. */
export type MoltoBurnOutcome =
  | { readonly kind: 'burned'; readonly serial: string; readonly profile: number; readonly clockBefore: number }
  | (FailedBurn & { readonly triesLeft: number | null });

function checkOrder({ profile, seed, settings, title }: MoltoBurnOrder): void {
  checkProfile(profile);
  checkSeed(seed);
  moltoSettingBytes(settings);
  if (title !== null) titleBytes(title);
}

/** The device of that serial, its profile free or allowed to be written over. @returns its clock */
async function lookAt(card: Card, { serial, profile, overwrite }: MoltoBurnOrder): Promise<number> {
  const found = await readMoltoInfo(card);
  if (found.serial !== serial) {
    throw new DeviceError('wrong-token', `Molto2 ${found.serial} is plugged in, the burn is for ${serial}.`);
  }
  const state = await readProfile(card, profile);
  if (state === null) throw new DeviceError('profile-missing', `Molto2 ${serial} has no profile ${profile}.`);
  if (state.occupied && !overwrite) {
    throw new DeviceError('occupied-profile', `Profile ${profile} of Molto2 ${serial} holds a seed already.`);
  }
  return found.clock;
}

/** The tries that are left, where that is what ended the burn. */
function triesAfter(error: unknown, { triesLeft }: MoltoBurnOrder): number | null {
  if (!isDeviceError(error)) return null;
  if (error.code === 'locked') return 0;
  if (error.code === 'few-tries-left') return triesLeft;
  return error.code === 'wrong-customer-key' ? triesLeftBy(error.statusWord) : null;
}

/**
 * Burns one profile: info → profile block → challenge → authenticate → configure → title → seed. The customer key is
 * tried once, and not at all when few tries are known to be left. Burning the same order again with `overwrite`
 * changes nothing but the clock, so an uncertain burn is settled by repeating it.
 *
 * Resolves whatever device and link do; `release` stays with the caller. Throws only when the program is at fault and
 * nothing was written (`TransportMisuse`, no SM4 in this Node.js).
 */
export async function burnMolto(card: Card, order: MoltoBurnOrder): Promise<MoltoBurnOutcome> {
  const { serial, profile, settings, title, seed } = order;
  let phase: BurnPhase = 'reading';
  let key = new Uint8Array(0);
  try {
    checkOrder(order);
    key = new Uint8Array(sm4KeyOf(order.customerKey ?? defaultCustomerKey));
    const clockBefore = await lookAt(card, order);
    checkTries(order);
    await authenticate(card, key);
    const configure = configureCommand(key, { profile, settings, clock: Math.round(order.now()) });
    phase = 'configuring';
    await exchange(card, configure);
    phase = 'configured';
    if (title !== null) await exchange(card, titleCommand(key, { profile, title }));
    await exchange(card, seedCommand(key, { profile, seed }));
    return { kind: 'burned', serial, profile, clockBefore };
  } catch (error) {
    return { ...failedBurn(error, phase), triesLeft: triesAfter(error, order) };
  } finally {
    key.fill(0);
  }
}
