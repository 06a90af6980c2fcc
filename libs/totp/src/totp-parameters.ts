/** The HMAC under a token's codes (RFC 6238, section 1.2). */
export type TotpAlgorithm = 'SHA1' | 'SHA256';

/** Seconds between two codes. */
export type TotpPeriod = 30 | 60;

/** What a token makes codes with, besides its seed and its clock. Steps count from 1970 UTC (T0 = 0). */
export interface TotpParameters {
  readonly algorithm: TotpAlgorithm;
  /** Six everywhere but on a Molto2 that is set otherwise. */
  readonly digits: 4 | 6 | 8 | 10;
  readonly period: TotpPeriod;
}

/** What Microsoft's QR code means by saying nothing. */
export const entraParameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const satisfies TotpParameters;
