import { DeviceError, isDeviceError } from '../device-error.js';
import type { Card } from '../transport.js';
import { customerKeyCommand } from './customer-key-command.js';
import { defaultCustomerKey, sm4KeyOf } from './customer-key.js';
import { deleteSeedCommand } from './delete-seed-command.js';
import { factoryResetCommand } from './factory-reset-command.js';
import { readMoltoInfo } from './identify.js';
import { authenticate, checkTries, exchange, type KeyTries } from './session.js';
import { statusNoSeed } from './status-words.js';
import { timeCommand } from './time-command.js';

/** Which device, and the customer key to reach it with (null: the vendor's default). */
export interface MoltoAccess extends KeyTries {
  readonly serial: string;
  readonly customerKey: Uint8Array | null;
}

async function checkSerial(card: Card, serial: string): Promise<void> {
  const found = await readMoltoInfo(card);
  if (found.serial === serial) return;
  throw new DeviceError('wrong-token', `Molto2 ${found.serial} is plugged in, ${serial} was asked for.`);
}

/** Serial, tries and key are checked, in this order; then `act` may send what wants authentication. */
async function authenticated(card: Card, access: MoltoAccess, act: (key: Uint8Array) => Promise<void>): Promise<void> {
  const key = sm4KeyOf(access.customerKey ?? defaultCustomerKey);
  try {
    await checkSerial(card, access.serial);
    checkTries(access);
    await authenticate(card, key);
    await act(key);
  } finally {
    key.fill(0);
  }
}

/**
 * Sets the clock of these profiles and nothing else: seeds and settings stay. `now` is true time in seconds since 1970
 * UTC, asked for before each is sent. Throws `DeviceError` or `LinkLost`; doing it again does no harm.
 */
export function syncMoltoClocks(
  card: Card,
  { profiles, now, ...access }: MoltoAccess & { profiles: readonly number[]; now: () => number },
): Promise<void> {
  return authenticated(card, access, async (key) => {
    for (const profile of profiles) {
      await exchange(card, timeCommand(key, { profile, clock: Math.round(now()) }));
    }
  });
}

/**
 * Asks the device to take another customer key; it does when somebody presses ▲ on it, and forgets the request when it
 * is unplugged. Which of the two happened cannot be read: only a later authentication tells. Throws like the others.
 */
export function setCustomerKey(card: Card, { newKey, ...access }: MoltoAccess & { newKey: Uint8Array }): Promise<void> {
  return authenticated(card, access, (key) => exchange(card, customerKeyCommand(key, newKey)));
}

/** Removes the seed of one profile, its title stays. @returns false when there was none. Needs no customer key. */
export async function deleteMoltoSeed(card: Card, where: { serial: string; profile: number }): Promise<boolean> {
  await checkSerial(card, where.serial);
  try {
    await exchange(card, deleteSeedCommand(where.profile));
    return true;
  } catch (error) {
    if (isDeviceError(error) && error.statusWord === statusNoSeed) return false;
    throw error;
  }
}

/** Asks the device to forget everything, customer key and all; it does when somebody presses ▲ on it. */
export async function factoryResetMolto(card: Card, { serial }: { serial: string }): Promise<void> {
  await checkSerial(card, serial);
  await exchange(card, factoryResetCommand());
}
