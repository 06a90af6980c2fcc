import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Refusal } from '../refusal.js';

/** @returns PEM. @throws Refusal where the file cannot be read, or holds no certificate of an authority */
export async function readCa(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal('The file given with --ca cannot be read.');
  });
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0 || !certificates.every(isAuthority)) {
    throw new Refusal('The file given with --ca must hold the certificate of the authority, in PEM.');
  }
  return `${certificates.join('\n')}\n`;
}

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
