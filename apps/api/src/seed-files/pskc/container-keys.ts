import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { SeedFileRefused } from '../seed-file-refused.js';
import { CipherFault, cipherBytes, decrypt, fromBase64, macFits, macHash, shortName } from './pskc-cipher.js';
import type { XmlElement } from './xml-element.js';

const derive = promisify(pbkdf2);
/** Some seconds of work. A file that asks for more would keep the depot busy for its own sake. */
const mostIterations = 5_000_000;

/** What a person was given beside the file: the pass phrase, or the pre-shared key in hex. */
export type GivenSecret = string | null;

/** The keys of one container: opens encrypted values and checks that nobody changed them. */
export class ContainerKeys {
  readonly #key: Uint8Array;
  readonly #mac: { readonly hash: string; readonly key: Uint8Array } | null;

  private constructor(key: Uint8Array, mac: { hash: string; key: Uint8Array } | null) {
    this.#key = key;
    this.#mac = mac;
  }

  /**
   * Makes the keys from the container's head (RFC 6030 §6): a pre-shared key, or one derived by PBKDF2 from a pass phrase.
   * The MAC key lies in the head, encrypted with the first; older files have none and use the first itself.
   * @returns null where the container encrypts nothing
   * @throws SeedFileRefused `needs-secret`, `wrong-secret` or `unsupported`
   */
  static async open(
    head: { encryptionKey: XmlElement | undefined; macMethod: XmlElement | undefined },
    secret: GivenSecret,
  ): Promise<ContainerKeys | null> {
    if (head.encryptionKey === undefined) return null;
    const derived = head.encryptionKey.find('DerivedKey');
    if (derived === undefined && head.encryptionKey.find('X509Data') !== undefined) {
      throw new SeedFileRefused(
        'unsupported',
        'The file is encrypted to a certificate. Ask the vendor for a pass phrase or a pre-shared key, or for PGP.',
      );
    }
    if (secret === null) {
      const what = derived === undefined ? 'pre-shared key (hex)' : 'pass phrase';
      throw new SeedFileRefused(
        'needs-secret',
        `The seeds are encrypted. Type the ${what} that the vendor sent apart.`,
      );
    }
    const key = derived === undefined ? fromHex(secret) : await deriveKey(derived, secret);
    return new ContainerKeys(key, openMac(head.macMethod, key));
  }

  get checksMacs(): boolean {
    return this.#mac !== null;
  }

  /** @throws CipherFault */
  decrypt(value: XmlElement): Buffer {
    return decrypt(value, this.#key);
  }

  /** Whether the ValueMAC fits the encrypted value; false also where there is none to check. @throws CipherFault */
  macFits(value: XmlElement, mac: string | undefined): boolean {
    if (this.#mac === null || mac === undefined) return false;
    return macFits(this.#mac.hash, this.#mac.key, { bytes: cipherBytes(value), mac: fromBase64(mac) });
  }

  wipe(): void {
    this.#key.fill(0);
    this.#mac?.key.fill(0);
  }
}

function openMac(method: XmlElement | undefined, key: Uint8Array): { hash: string; key: Uint8Array } | null {
  if (method === undefined) return null;
  try {
    const hash = macHash(method.attributes.get('Algorithm'));
    const sealed = method.find('MACKey');
    return { hash, key: sealed === undefined ? Uint8Array.from(key) : decrypt(sealed, key) };
  } catch (error) {
    if (!(error instanceof CipherFault)) throw error;
    if (error.kind === 'wrong-key') throw wrongSecret();
    throw new SeedFileRefused('unsupported', `The file’s MAC cannot be checked: ${error.message}`);
  }
}

async function deriveKey(derived: XmlElement, passPhrase: string): Promise<Uint8Array> {
  const method = derived.find('KeyDerivationMethod');
  const parameters = method?.find('PBKDF2-params');
  if (shortName(method?.attributes.get('Algorithm')) !== 'pbkdf2' || parameters === undefined) {
    throw new SeedFileRefused('unsupported', 'The file’s key is derived in a way that is not PBKDF2.');
  }
  const iterations = Number(parameters.textOf('IterationCount'));
  const length = Number(parameters.textOf('KeyLength') ?? 16);
  const isSound = Number.isInteger(iterations) && iterations > 0 && [16, 24, 32].includes(length);
  if (!isSound || iterations > mostIterations) {
    throw new SeedFileRefused('unsupported', 'The file asks for a key derivation that is out of bounds.');
  }
  // An empty PRF is HMAC-SHA-1 (RFC 8018, appendix A.2).
  const named = shortName(parameters.find('PRF')?.attributes.get('Algorithm')).replace(/^hmac-?(with)?-?/, '');
  const hash = named === '' ? 'sha1' : named;
  if (!['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].includes(hash)) {
    throw new SeedFileRefused('unsupported', 'The file’s key is derived with a hash that is not supported.');
  }
  const salt = fromBase64(parameters.textOf('Salt', 'Specified'));
  return derive(passPhrase.normalize('NFC'), salt, iterations, length, hash);
}

function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:-]+/g, '');
  if (!/^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(digits)) {
    throw new SeedFileRefused(
      'wrong-secret',
      'A pre-shared key is 32, 48 or 64 hex digits; type it as the vendor sent it.',
    );
  }
  return Buffer.from(digits, 'hex');
}

function wrongSecret(): SeedFileRefused {
  return new SeedFileRefused('wrong-secret', 'The secret does not open the file. Compare it with the vendor’s letter.');
}
