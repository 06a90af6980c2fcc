import { createHash, randomBytes } from 'node:crypto';

/** The browser of a station in self-service: it may take one-time codes, and nothing else. */
export interface KioskSession {
  /** SHA-256 of the cookie's secret. */
  readonly id: string;
  readonly stationId: string;
  readonly stationName: string;
}

/** A recipient at a kiosk, with the one job they may see. */
export interface Visit {
  /** SHA-256 of the cookie's secret. */
  readonly id: string;
  readonly codeId: string;
  readonly jobId: string;
  readonly jobNumber: number;
  readonly recipientId: string;
  readonly stationId: string;
}

/** Sent to the kiosk's own routes alone. */
export const selfCookiePath = '/api/self';
export const kioskCookie = 'depot-kiosk';
export const visitCookie = 'depot-visit';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** As the record names a session: the table alone signs nobody in. */
export function idOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
