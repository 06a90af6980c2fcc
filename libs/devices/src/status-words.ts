import { DeviceError, type DeviceErrorCode } from './device-error.js';
import { statusOk, type StatusWords } from './exchange.js';

interface StatusMeaning {
  readonly code: DeviceErrorCode;
  readonly meaning: string;
}

/**
 * Every refusal the firmware knows; it checks before it writes, so each says that this command wrote nothing.
 * Source: `token2/openT2OTP` token2.h (SW_…). That Molto2 means the same by them is inferred from the common vendor.
 */
const refusals: ReadonlyMap<number, StatusMeaning> = new Map([
  [0x6983, { code: 'not-authenticated', meaning: 'wrong key, wrong MAC, not authenticated, or locked' }],
  [0x6a80, { code: 'rejected', meaning: 'bad data, bad padding, or no challenge outstanding' }],
  [0x6700, { code: 'rejected', meaning: 'wrong length' }],
  [0x6d00, { code: 'rejected', meaning: 'unknown instruction' }],
  [0x6e00, { code: 'rejected', meaning: 'unknown class' }],
]);

/** True when this status word says that the command it answers changed nothing. */
export function isKnownRefusal(statusWord: number | undefined): boolean {
  return statusWord !== undefined && refusals.has(statusWord);
}

/** The error for a status word other than 9000, in answer to the command named `command`. */
export function statusError(statusWord: number, command: string): DeviceError {
  const { code, meaning } = refusals.get(statusWord) ?? { code: 'rejected' as const, meaning: 'not documented' };
  const word = statusWord.toString(16).toUpperCase().padStart(4, '0');
  return new DeviceError(code, `The token answered ${word} (${meaning}) to "${command}".`, statusWord);
}

/** The status words of single-profile tokens: 9000, and refusals. */
export const singleStatusWords: StatusWords = { isFine: (statusWord) => statusWord === statusOk, error: statusError };
