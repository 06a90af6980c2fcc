import { DeviceError } from '../device-error.js';
import { moltoModels } from './models.js';

const most = Math.max(...moltoModels.map(({ profiles }) => profiles));

/** Throws `DeviceError` ('profile-missing') unless some model has this profile: it is a byte of the command. */
export function checkProfile(profile: number): void {
  if (!Number.isInteger(profile) || profile < 0 || profile >= most) {
    throw new DeviceError('profile-missing', `No Molto2 has a profile ${profile}.`);
  }
}
