import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, 2 passes). */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

export function isPassword(password: string, hashed: string): Promise<boolean> {
  return verify(hashed, password);
}

/** A password to print once: 96 bits in groups that can be typed. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const text = Array.from(randomBytes(20), (byte) => letters[byte % letters.length] ?? 'a').join('');
  return (text.match(/.{5}/g) ?? []).join('-');
}
