import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StartRefused } from '../config/config.js';
import type { TlsFiles } from '../config/config.js';

export interface Certificate {
  /** PEM, the server's own first, then its chain. */
  readonly cert: string;
  /** PEM */
  readonly key: string;
}

/**
 * Reads and checks what the depot shows to browsers and agents.
 * @throws StartRefused with a sentence that names the setting; nothing of the key is repeated
 */
export function readCertificate(files: TlsFiles, now: Date): Certificate {
  const cert = read(files.cert, 'DEPOT_TLS_CERT');
  const key = read(files.key, 'DEPOT_TLS_KEY');
  const parsed = attempt(() => new X509Certificate(cert));
  if (parsed === null) throw new StartRefused('DEPOT_TLS_CERT holds no certificate. Give a PEM file with its chain.');
  const secret = attempt(() => createPrivateKey(key));
  if (secret === null) {
    throw new StartRefused(
      'DEPOT_TLS_KEY holds no private key that can be read. Give a PEM file without a passphrase.',
    );
  }
  if (!parsed.checkPrivateKey(secret)) {
    throw new StartRefused(
      'DEPOT_TLS_KEY is not the key of DEPOT_TLS_CERT. Give the two files that were made together.',
    );
  }
  if (new Date(parsed.validTo) <= now) {
    throw new StartRefused(`The certificate in DEPOT_TLS_CERT expired on ${parsed.validTo}. Renew it.`);
  }
  if (new Date(parsed.validFrom) > now) {
    throw new StartRefused(`The certificate in DEPOT_TLS_CERT counts from ${parsed.validFrom} on. Check the clock.`);
  }
  if (parsed.subjectAltName === undefined || parsed.subjectAltName === '') {
    throw new StartRefused(
      'The certificate in DEPOT_TLS_CERT names no host (subjectAltName). Have it made for the depot’s name.',
    );
  }
  return { cert, key };
}

function read(file: string, setting: string): string {
  const text = attempt(() => readFileSync(file, 'utf8'));
  if (text !== null) return text;
  throw new StartRefused(`The file named in ${setting} cannot be read. Check its path and who may read it.`);
}

function attempt<Result>(make: () => Result): Result | null {
  try {
    return make();
  } catch {
    return null;
  }
}
