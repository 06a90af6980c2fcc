import { parseEnrolmentQr } from './enrolment-qr.js';
import type { QrReading } from './qr-reading.js';
import { readSecret } from './secret-text.js';
import { entraParameters } from './totp-parameters.js';

/**
 * Reads the key under "Can't scan image?": base32 in either case, blanks and dashes anywhere. Whose it is it does not say.
 * Wrong as `empty`, `serial` (digits only: a key of 16 characters without a letter is one in 10¹¹) or `bad-secret`.
 */
export function parseTypedSecret(text: string): QrReading {
  const typed = text.replace(/[\s-]/g, '');
  if (typed === '') return { kind: 'wrong', reason: 'empty' };
  if (/^\d+$/.test(typed)) return { kind: 'wrong', reason: 'serial' };
  const secret = readSecret(typed);
  if (secret === null) return { kind: 'wrong', reason: 'bad-secret' };
  return { kind: 'enrolment', secret, tenantName: null, account: null, issuer: null, parameters: entraParameters };
}

/** Reads whatever was captured: a QR code's text, or a typed key where the text can be one. */
export function readCapture(text: string): QrReading {
  const reading = parseEnrolmentQr(text);
  const isUnknown = reading.kind === 'wrong' && reading.reason === 'unknown-text';
  return isUnknown && looksLikeKey(text) ? parseTypedSecret(text) : reading;
}

/**
 * At least 16 base32 characters, a letter among them. Words are base32 too, so blanks must divide a key evenly ("abcd efgh
 * ijkl mnop"), or letters and digits must touch.
 */
function looksLikeKey(text: string): boolean {
  const groups = text.split(/[\s=-]+/).filter(Boolean);
  const key = groups.join('');
  if (!/^[a-z2-7]{16,}$/i.test(key) || /^\d+$/.test(key)) return false;
  return isEvenlyDivided(groups) || groups.some((group) => /[a-z][2-7]|[2-7][a-z]/i.test(group));
}

function isEvenlyDivided(groups: readonly string[]): boolean {
  const [first = ''] = groups;
  return groups.every(
    ({ length }, at) => length === first.length || (at === groups.length - 1 && length < first.length),
  );
}
