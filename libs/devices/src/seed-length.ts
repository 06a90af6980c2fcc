import { DeviceError } from './device-error.js';

/** Throws `DeviceError` ('invalid-seed') unless `seed` is 1 to 63 bytes. */
export function checkSeed(seed: Uint8Array): void {
  if (seed.length < 1 || seed.length > 63) {
    throw new DeviceError('invalid-seed', `A seed of ${seed.length} bytes does not fit the token.`);
  }
}
