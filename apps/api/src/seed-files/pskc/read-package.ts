import { Period, Serial } from '@depot/contracts';
import type { Algorithm } from '@depot/contracts';
import { Seed } from '../../platform/vault/seed.js';
import type { RowWarning, SeedToken } from '../seed-row.js';
import type { ContainerKeys } from './container-keys.js';
import { CipherFault, fromBase64, shortName } from './pskc-cipher.js';
import type { XmlElement } from './xml-element.js';

/** What somebody may decide to live with, beside what nobody can mend here. */
export const macReasons = {
  missing: 'The seed has no MAC that shows that nobody changed it.',
  wrong: 'The seed’s MAC does not fit: it was changed, or the secret is another file’s.',
} as const;

export interface PackageRules {
  readonly keys: ContainerKeys | null;
  /** Somebody asked to take seeds whose MAC is missing or does not fit. */
  readonly keepBadMacs: boolean;
}

/** Reads the token of one KeyPackage (RFC 6030 §4). @returns it, or the reason why it cannot be used */
export function readPackage(element: XmlElement, rules: PackageRules): SeedToken | string {
  const keys = element.all('Key');
  const [key] = keys;
  if (key === undefined) return 'The entry holds no key.';
  if (keys.length > 1) return 'The entry holds several keys; a token of ours has one.';
  const device = element.find('DeviceInfo');
  const serial = Serial.safeParse(device?.textOf('SerialNo') ?? key.attributes.get('Id') ?? '');
  if (!serial.success) return 'SerialNo: a serial is 4 to 24 letters and digits.';
  const settings = readSettings(key);
  if (typeof settings === 'string') return settings;
  const secret = readSecret(key.find('Data', 'Secret'), rules);
  if (typeof secret === 'string') return secret;
  return {
    serial: serial.data,
    ...settings,
    ...secret,
    manufacturer: device?.textOf('Manufacturer') ?? '',
    model: device?.textOf('Model') ?? '',
  };
}

function readSettings(key: XmlElement): { algorithm: Algorithm; period: Period } | string {
  const kind = shortName(key.attributes.get('Algorithm'));
  if (kind === 'hotp') return 'The token counts (HOTP). Entra takes time-based tokens (TOTP) only.';
  if (kind !== 'totp') return `The token’s algorithm is not TOTP (${kind.slice(0, 40) || 'none is named'}).`;
  const format = key.find('AlgorithmParameters', 'ResponseFormat');
  const digits = format?.attributes.get('Length') ?? '6';
  if (digits !== '6') return `The token shows ${digits.slice(0, 4)} digits. Entra takes six.`;
  const encoding = (format?.attributes.get('Encoding') ?? 'DECIMAL').toUpperCase();
  if (encoding !== 'DECIMAL') return 'The token does not show decimal digits.';
  const suite = (key.textOf('AlgorithmParameters', 'Suite') ?? '').toUpperCase().replace(/^HMAC-?|-/g, '');
  if (suite !== '' && suite !== 'SHA1' && suite !== 'SHA256') return 'Suite: Entra takes SHA-1 and SHA-256.';
  const data = key.find('Data');
  const start = data?.textOf('Time', 'PlainValue') ?? '0';
  if (Number(start) !== 0) return 'The token’s time does not start in 1970; Entra’s does.';
  const interval = Period.safeParse(Number(data?.textOf('TimeInterval', 'PlainValue') ?? '30'));
  if (!interval.success) return 'TimeInterval: must be 30 or 60 seconds.';
  return { algorithm: suite === 'SHA256' ? 'SHA256' : 'SHA1', period: interval.data };
}

function readSecret(
  secret: XmlElement | undefined,
  { keys, keepBadMacs }: PackageRules,
): { seed: Seed; warning?: RowWarning } | string {
  const encrypted = secret?.find('EncryptedValue');
  try {
    if (encrypted === undefined) return inBounds(fromBase64(secret?.textOf('PlainValue')));
    if (keys === null) return 'The seed is encrypted, and the container does not say with which key.';
    // First the MAC, over what was encrypted: a changed value must not even be decrypted.
    const fits = keys.macFits(encrypted, secret?.textOf('ValueMAC'));
    if (!fits && !keepBadMacs) return badMac(keys, secret);
    const read = inBounds(keys.decrypt(encrypted));
    return fits || typeof read === 'string'
      ? read
      : { ...read, warning: { kind: 'kept-mac', reason: badMac(keys, secret) } };
  } catch (error) {
    if (!(error instanceof CipherFault)) throw error;
    if (error.kind === 'wrong-key') return 'The seed cannot be decrypted with this key.';
    return `Secret: ${error.message}`;
  }
}

function badMac(keys: ContainerKeys, secret: XmlElement | undefined): string {
  const isMissing = !keys.checksMacs || secret?.find('ValueMAC') === undefined;
  return isMissing ? macReasons.missing : macReasons.wrong;
}

/** At most 63 bytes fit a token, and none holds fewer than 10. */
function inBounds(bytes: Buffer): { seed: Seed } | string {
  if (bytes.length >= 10 && bytes.length <= 63) return { seed: new Seed(bytes) };
  bytes.fill(0);
  return bytes.length < 10 ? 'The seed is shorter than 10 bytes.' : 'The seed is longer than 63 bytes.';
}
