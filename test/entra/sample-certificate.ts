import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SampleCertificate {
  /** PEM, all three. */
  readonly certificate: string;
  readonly privateKey: string;
  readonly publicKey: string;
  /** SHA-256 of the certificate, base64url: what an assertion names it by. */
  readonly thumbprint: string;
}

/** An application's certificate as an admin would make it: by openssl. */
export function sampleCertificate(): SampleCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'token-depot-certificate-'));
  try {
    const [key, crt] = [join(folder, 'app.key'), join(folder, 'app.crt')];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Token Depot sample'];
    execFileSync('openssl', [...request, '-keyout', key, '-out', crt], { stdio: 'ignore' });
    const certificate = readFileSync(crt, 'utf8');
    const read = new X509Certificate(certificate);
    const publicKey = read.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const thumbprint = Buffer.from(read.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    return { certificate, privateKey: readFileSync(key, 'utf8'), publicKey, thumbprint };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
