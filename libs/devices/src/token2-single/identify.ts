import { DeviceError, isDeviceError } from '../device-error.js';
import { LinkLost, type Card } from '../transport.js';
import { infoCommand, type SingleInfo } from './info-command.js';
import { modelOf, type SingleModel } from './models.js';
import { exchange } from './session.js';

/** A token we may write to. `clock` is the token's own, in seconds since 1970 UTC. */
export interface SingleIdentity {
  readonly serial: string;
  readonly model: SingleModel;
  readonly clock: number;
}

async function readInfo(card: Card): Promise<SingleInfo> {
  try {
    return await exchange(card, infoCommand());
  } catch (error) {
    if (error instanceof LinkLost) throw new DeviceError('link-lost', error.message);
    if (isDeviceError(error)) {
      throw new DeviceError('unknown-device', 'What is on the reader does not describe itself.', error.statusWord);
    }
    throw error;
  }
}

/**
 * Reads serial and clock; changes nothing. Throws `DeviceError`: 'unknown-device' when it answers like no
 * second-generation token, 'unknown-model' when its serial is none we know, 'link-lost'.
 */
export async function identify(card: Card): Promise<SingleIdentity> {
  const { serial, clock } = await readInfo(card);
  const model = modelOf(serial);
  if (model === null) throw new DeviceError('unknown-model', `The serial ${serial} belongs to no known model.`);
  return { serial, model, clock };
}
