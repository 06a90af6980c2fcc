import { recogniseActivation } from './activation-qr.js';
import type { WrongQr } from './wrong-qr.js';

/** How other texts begin, the first that fits counting. */
const forms: readonly (readonly [RegExp, WrongQr])[] = [
  [/^$/, 'empty'],
  [/^otpauth:\/\/hotp(?:[/?]|$)/i, 'hotp'],
  [/^otpauth-migration:/i, 'migration'],
  [/^otpauth:/i, 'unknown-text'],
  [/^fido:/i, 'fido'],
  [/^(?:s\/?n|serial(?:\s+(?:no|number))?)\.?\s*[:#=]/i, 'serial'],
  [/^(?:\d[\s-]*){8,16}$/, 'serial'],
  [/^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)/i, 'web-address'],
  [/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?$/i, 'web-address'],
];

/** Says what a trimmed text is that is not a TOTP enrolment. */
export function recogniseWrongQr(text: string): WrongQr {
  return recogniseActivation(text) ?? forms.find(([form]) => form.test(text))?.[1] ?? 'unknown-text';
}
