/** The HMAC under the codes (RFC 6238 §1.2); hardware tokens know these two. */
export type TotpAlgorithm = 'SHA1' | 'SHA256';

/** Seconds between two codes. */
export type TotpPeriod = 30 | 60;

/** How a token makes its codes. */
export interface TotpParameters {
  readonly algorithm: TotpAlgorithm;
  readonly digits: 6;
  readonly period: TotpPeriod;
}

/** What a Microsoft QR always means: it names none of the three. */
export const entraParameters: TotpParameters = { algorithm: 'SHA1', digits: 6, period: 30 };
