import { DeviceError, isDeviceError } from '../device-error.js';
import type { TokenInfo } from '../token-info.js';
import { LinkLost, type Card } from '../transport.js';
import { whatIsThis } from '../what-is-this.js';
import { infoCommand } from './info-command.js';
import { modelOf, type SingleModel } from './models.js';
import { exchange } from './session.js';

/** A token we may write to. `clock` is the token's own, in seconds since 1970 UTC. */
export interface SingleIdentity {
  readonly serial: string;
  readonly model: SingleModel;
  readonly clock: number;
}

async function readInfo(card: Card): Promise<TokenInfo> {
  try {
    try {
      return await exchange(card, infoCommand());
    } catch (error) {
      throw isDeviceError(error) ? await whatIsThis(card, error.statusWord) : error;
    }
  } catch (error) {
    throw error instanceof LinkLost ? new DeviceError('link-lost', error.message) : error;
  }
}

/**
 * Reads serial and clock; changes nothing. Throws `DeviceError`: 'unknown-device', 'fido-key', 'bank-card' or
 * 'badge' when it answers like no second-generation token, 'unknown-model' when its serial is none we know, 'link-lost'.
 */
export async function identify(card: Card): Promise<SingleIdentity> {
  const { serial, clock } = await readInfo(card);
  const model = modelOf(serial);
  if (model === null) throw new DeviceError('unknown-model', `The serial ${serial} belongs to no known model.`);
  return { serial, model, clock };
}
