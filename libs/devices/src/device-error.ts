/** What can go wrong with a token, and what the operator can do about it. Screens translate the sentences. */
export const deviceErrorAdvice = {
  'link-lost':
    'Lay the token on the reader again, or plug the Molto2 in again, and leave it there until the burn is done.',
  'unknown-device':
    'This is not a second-generation programmable token. Those of the first generation (miniOTP-1, OTPC-P1 and ' +
    'OTPC-P2 without "-i", C300, Molto1) speak another, unpublished protocol and cannot be burned here.',
  'fido-key': 'It cannot show codes, and nothing was written to it. Take it away and lay a programmable token there.',
  'bank-card': 'Nothing was written to it. Take it away and lay a programmable token on the reader.',
  badge: 'Nothing was written to it. Take it away and lay a programmable token on the reader.',
  'unknown-model': 'Tokens with this serial are not known here, so nothing is written. Take another token.',
  'wrong-token': 'Take this token away and lay the one that was asked for on the reader.',
  'not-authenticated':
    'Switch the token off and on and lay it down once more. If it refuses again it may be locked: put it aside.',
  'wrong-customer-key':
    'It was not tried again, and no other key was. Find out which customer key this Molto2 has; one that nobody knows ' +
    'can only be reset to the factory state, which empties all its profiles.',
  'few-tries-left':
    'Nothing was sent. A wrong key would bring it closer to being locked for good: make sure of the customer key, ' +
    'then confirm that a try may be spent, or take another Molto2.',
  locked:
    'It takes no customer key any more. Reset it to the factory state, which empties all its profiles, then confirm that a try may be spent.',
  'occupied-profile': 'Choose a free profile, or confirm that what this one holds may go.',
  'profile-missing': 'Choose a profile the token has: 0 to 49 on a Molto2, 0 to 99 on a Molto2 v2.',
  'invalid-title': 'A title is 1 to 12 bytes of UTF-8, where letters with accents count twice.',
  'invalid-key': 'A customer key is 1 to 64 bytes.',
  rejected: 'The token refused the command. Switch it off and on and try once more, or take another token.',
  'malformed-answer': 'The token answered what no known token does. Take another token.',
  'invalid-seed': 'A seed is 1 to 63 bytes. Ask for the QR code or the seed again.',
  'invalid-settings': 'The token cannot be set that way. Check algorithm, period, display time and the PC clock.',
  unexpected: 'Something went wrong in the program. Lay the same token on the reader again.',
} as const;

export type DeviceErrorCode = keyof typeof deviceErrorAdvice;

/**
 * A token, or what was asked of it, is not as it must be. The message is for people and holds no byte of an APDU.
 * `statusWord` is there when the token answered one other than 9000.
 */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly code: DeviceErrorCode;
  readonly statusWord: number | undefined;

  constructor(code: DeviceErrorCode, detail: string, statusWord?: number) {
    super(`${detail} ${deviceErrorAdvice[code]}`);
    this.code = code;
    this.statusWord = statusWord;
  }
}

export function isDeviceError(error: unknown): error is DeviceError {
  return error instanceof DeviceError;
}
