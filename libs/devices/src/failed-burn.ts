import { DeviceError, isDeviceError, type DeviceErrorCode } from './device-error.js';
import { isKnownRefusal } from './status-words.js';
import { LinkLost } from './transport.js';

/**
 * How a burn failed. `detail` is for people.
 * - `refused`: this burn wrote nothing.
 * - `uncertain`: something was or may have been written. The same seed burned again on the same token settles it.
 */
export interface FailedBurn {
  readonly kind: 'refused' | 'uncertain';
  readonly code: DeviceErrorCode;
  readonly detail: string;
}

/** How far a burn had come: nothing sent that writes; configure sent; configure accepted. */
export type BurnPhase = 'reading' | 'configuring' | 'configured';

/** The token's error, or that of its link; null for any other. */
function asDeviceError(error: unknown): DeviceError | null {
  if (isDeviceError(error)) return error;
  return error instanceof LinkLost ? new DeviceError('link-lost', error.message) : null;
}

function wroteNothing(phase: BurnPhase, error: DeviceError | null): boolean {
  switch (phase) {
    case 'reading':
      return true;
    case 'configuring':
      return isKnownRefusal(error?.statusWord);
    case 'configured':
      return false;
  }
}

/**
 * The outcome of a burn that `error` ended in `phase`. Before anything was written an error that is neither of a token
 * nor of its link is a fault of the program and thrown on; afterwards the token comes first, and the outcome is
 * 'uncertain' without a word of that error, which might quote what was being sent.
 */
export function failedBurn(error: unknown, phase: BurnPhase): FailedBurn {
  const known = asDeviceError(error);
  if (known === null && phase === 'reading') throw error;
  const { code, message } = known ?? new DeviceError('unexpected', 'The burn broke off.');
  return { kind: wroteNothing(phase, known) ? 'refused' : 'uncertain', code, detail: message };
}
