import { X509Certificate, randomUUID } from 'node:crypto';
import { SignJWT, importPKCS8 } from 'jose';

/** Seconds that an assertion is good for. */
const lifetime = 300;

/**
 * A certificate's proof for client credentials: a JWT signed PS256, naming the certificate by its SHA-256 thumbprint
 * (learn.microsoft.com, “certificate credentials”).
 */
export async function clientAssertion(
  keys: { certificate: string; privateKey: string },
  about: { clientId: string; audience: string; now: number },
): Promise<string> {
  const { clientId, audience, now } = about;
  const certificate = new X509Certificate(keys.certificate);
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(now))
    .setNotBefore(Math.floor(now))
    .setExpirationTime(Math.floor(now) + lifetime)
    .sign(await importPKCS8(keys.privateKey, 'PS256'));
}
