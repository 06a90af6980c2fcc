import { Base32Error, decodeBase32, encodeBase32 } from './base32.js';
import { entraParameters } from './totp-parameters.js';
import type { TotpParameters } from './totp-parameters.js';
import { nameWrongQr } from './wrong-qr.js';
import type { WrongQr } from './wrong-qr.js';

/** What a captured text turned out to be. `secret`: 10 to 63 raw bytes, for the caller to wipe. */
export type QrReading =
  | {
      readonly kind: 'enrolment';
      readonly secret: Uint8Array;
      readonly tenantName: string | null;
      readonly account: string | null;
      readonly issuer: string | null;
      readonly parameters: TotpParameters;
    }
  | { readonly kind: 'wrong'; readonly reason: WrongQr };

/** Microsoft's secrets have 16 characters, 10 bytes: shorter is a slip of the hand or cut off. No token holds more than 63. */
const leastBytes = 10;
const mostBytes = 63;

/**
 * Reads the text of a QR code as Microsoft's page makes it:
 * `otpauth://totp/<tenant>%3A<upn>?secret=<16 Base32 characters, lower case>&issuer=Microsoft`.
 * The label's tenant differs from `issuer`; blanks may be `+`. Anything else is named.
 */
export function parseEnrolmentQr(text: string): QrReading {
  const trimmed = text.trim();
  const match = /^otpauth:\/\/totp\/?([^?]*)\??(.*)$/is.exec(trimmed);
  if (match === null) return wrong(nameWrongQr(trimmed));
  const query = new Map([...new URLSearchParams(match[2] ?? '')].map(([name, value]) => [name.toLowerCase(), value]));
  const parameters = readParameters(query);
  if (parameters === null) return wrong('unsupported-parameters');
  const secret = readSecret(query.get('secret') ?? '');
  if (secret === null) return wrong('bad-secret');
  return { kind: 'enrolment', secret, ...readLabel(match[1] ?? ''), issuer: query.get('issuer') ?? null, parameters };
}

/** Reads the key that Microsoft's page shows under “Can't scan image?”: Base32, perhaps in groups. */
export function parseTypedSecret(text: string): QrReading {
  if (text.trim() === '') return wrong('empty');
  const secret = readSecret(text);
  if (secret === null) return wrong('bad-secret');
  return { kind: 'enrolment', secret, tenantName: null, account: null, issuer: null, parameters: entraParameters };
}

/** One field for both: a QR's text, or a key where the text can be one. Digits alone are a serial, not a key. */
export function readCapture(text: string): QrReading {
  const packed = text.replace(/[\s-]/g, '');
  const maybeKey = /^[a-z2-7]{16,102}=*$/i.test(packed) && !/^\d+$/.test(packed);
  return maybeKey ? parseTypedSecret(text) : parseEnrolmentQr(text);
}

/** Microsoft's form of an enrolment address, for sample data and tests. @param secret raw bytes */
export function enrolmentUri(enrolment: { tenantName: string; account: string; secret: Uint8Array }): string {
  const label = `${encodeURIComponent(enrolment.tenantName)}%3A${encodeURIComponent(enrolment.account)}`;
  return `otpauth://totp/${label}?secret=${encodeBase32(enrolment.secret).toLowerCase()}&issuer=Microsoft`;
}

function wrong(reason: WrongQr): QrReading {
  return { kind: 'wrong', reason };
}

function readParameters(query: ReadonlyMap<string, string>): TotpParameters | null {
  const algorithm = (query.get('algorithm') ?? 'SHA1').toUpperCase().replace('-', '').replace(/^HMAC/, '');
  const period = Number(query.get('period') ?? '30');
  if ((query.get('digits') ?? '6') !== '6') return null;
  if (algorithm !== 'SHA1' && algorithm !== 'SHA256') return null;
  if (period !== 30 && period !== 60) return null;
  return { algorithm, digits: 6, period };
}

function readSecret(text: string): Uint8Array | null {
  try {
    const bytes = decodeBase32(text);
    if (bytes.length >= leastBytes && bytes.length <= mostBytes) return bytes;
    bytes.fill(0);
    return null;
  } catch (error) {
    if (error instanceof Base32Error) return null;
    throw error;
  }
}

function readLabel(label: string): { tenantName: string | null; account: string | null } {
  const plain = decodeLabel(label);
  const colon = plain.indexOf(':');
  if (colon < 0) return { tenantName: null, account: plain.trim() === '' ? null : plain.trim() };
  return { tenantName: plain.slice(0, colon).trim(), account: plain.slice(colon + 1).trim() };
}

function decodeLabel(label: string): string {
  try {
    return decodeURIComponent(label.replace(/\+/g, ' '));
  } catch {
    return label;
  }
}
