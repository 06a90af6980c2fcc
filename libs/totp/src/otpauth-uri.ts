import { encodeBase32 } from './base32.js';
import { readLabel, textOrNull } from './label.js';
import type { QrReading } from './qr-reading.js';
import { readSecret } from './secret-text.js';
import { entraParameters, type TotpParameters } from './totp-parameters.js';

const totpUri = /^otpauth:\/\/totp(?:\/([^?]*))?(?:\?([^#]*)(?:#.*)?)?$/is;

/**
 * Reads `otpauth://totp/<label>?secret=…`, the key URI format every authenticator app reads; null for any other text. What
 * it does not say is Microsoft's: six digits, 30 s, SHA-1. Names are taken in either case.
 */
export function parseTotpUri(text: string): QrReading | null {
  const [whole, label = '', query = ''] = totpUri.exec(text) ?? [];
  if (whole === undefined) return null;
  const fields = [...new URLSearchParams(query)].map(([name, value]) => ({ name: name.toLowerCase(), value }));
  const valueOf = (wanted: string) => textOrNull(fields.find(({ name }) => name === wanted)?.value ?? '');
  const parameters = readParameters(valueOf);
  if (parameters === null) return { kind: 'wrong', reason: 'unsupported-parameters' };
  // Of two secrets neither is more right than the other.
  const isAlone = fields.filter(({ name }) => name === 'secret').length === 1;
  const secret = isAlone ? readSecret(valueOf('secret') ?? '') : null;
  if (secret === null) return { kind: 'wrong', reason: 'bad-secret' };
  return { kind: 'enrolment', secret, ...readLabel(label), issuer: valueOf('issuer'), parameters };
}

/** Vendors write SHA1, SHA-1 and HmacSHA1. */
function readParameters(valueOf: (name: string) => string | null): TotpParameters | null {
  const digits = valueOf('digits') ?? '6';
  const period = valueOf('period') ?? String(entraParameters.period);
  const [, hash] = /^(?:hmac-?)?sha-?(1|256)$/i.exec(valueOf('algorithm') ?? entraParameters.algorithm) ?? [];
  if (digits !== '6' || (period !== '30' && period !== '60') || hash === undefined) return null;
  return { algorithm: hash === '1' ? 'SHA1' : 'SHA256', digits: 6, period: period === '30' ? 30 : 60 };
}

/** What Microsoft puts into a QR code. */
export interface EnrolmentSubject {
  readonly tenantName: string;
  /** The user's UPN. */
  readonly account: string;
  readonly secret: Uint8Array;
}

/**
 * The text of a QR code as Microsoft's page makes it: `otpauth://totp/<tenant>%3A<upn>?secret=<base32>&issuer=Microsoft`,
 * the label form-encoded (a space is `+`), the secret in lower case without padding. It holds the secret in clear.
 */
export function enrolmentUri({ tenantName, account, secret }: EnrolmentSubject): string {
  const label = encodeURIComponent(`${tenantName}:${account}`).replaceAll('%20', '+');
  return `otpauth://totp/${label}?secret=${encodeBase32(secret).toLowerCase()}&issuer=Microsoft`;
}
