import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request's `Authorization` header bears the key. Digests are compared, so that neither time nor length tells anything. */
export function bearsKey(authorization: string | undefined, key: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
