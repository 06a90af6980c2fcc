import { DeviceError, isDeviceError } from '../device-error.js';
import type { TokenInfo } from '../token-info.js';
import { LinkLost, type Card } from '../transport.js';
import { infoCommand } from './info-command.js';
import { moltoModels, type MoltoModel } from './models.js';
import { profileCommand, type MoltoProfile } from './profile-command.js';
import { exchange } from './session.js';

/** A Molto2 we may write to. `clock` is its own, in seconds since 1970 UTC; `profiles` are in order, from 0. */
export interface MoltoIdentity {
  readonly serial: string;
  readonly model: MoltoModel;
  readonly clock: number;
  readonly profiles: readonly MoltoProfile[];
}

function unknownDevice(error: unknown): unknown {
  if (error instanceof LinkLost) return new DeviceError('link-lost', error.message);
  if (!isDeviceError(error)) return error;
  return new DeviceError('unknown-device', 'What is plugged in does not answer as a Molto2.', error.statusWord);
}

/** Serial and clock. Throws as `identifyMolto`. */
export async function readMoltoInfo(card: Card): Promise<TokenInfo> {
  try {
    return await exchange(card, infoCommand());
  } catch (error) {
    throw unknownDevice(error);
  }
}

/** One profile; null when the device refuses to tell of it, as it does of those it has not. Throws 'link-lost' too. */
export async function readProfile(card: Card, profile: number): Promise<MoltoProfile | null> {
  try {
    return await exchange(card, profileCommand(profile));
  } catch (error) {
    if (isDeviceError(error) && error.statusWord !== undefined) return null;
    throw unknownDevice(error);
  }
}

async function readProfiles(card: Card): Promise<MoltoProfile[]> {
  const most = Math.max(...moltoModels.map((model) => model.profiles));
  const profiles: MoltoProfile[] = [];
  while (profiles.length < most) {
    const next = await readProfile(card, profiles.length);
    if (next === null) break;
    profiles.push(next);
  }
  return profiles;
}

/**
 * Reads serial, clock and the public block of every profile; changes nothing and needs no customer key. Throws
 * `DeviceError`: 'unknown-device' when it does not answer as a Molto2, 'unknown-model' when it has neither 50 nor 100
 * profiles, 'link-lost'.
 */
export async function identifyMolto(card: Card): Promise<MoltoIdentity> {
  const { serial, clock } = await readMoltoInfo(card);
  const profiles = await readProfiles(card);
  const model = moltoModels.find((one) => one.profiles === profiles.length);
  if (model === undefined) {
    throw new DeviceError('unknown-model', `Token ${serial} tells of ${profiles.length} profiles.`);
  }
  return { serial, model, clock, profiles };
}
