import type { TotpParameters } from './totp-parameters.js';
import type { WrongQr } from './wrong-qr.js';

/** What Microsoft's page gives a user to enrol a token with. */
export interface Enrolment {
  readonly kind: 'enrolment';
  /** 10 to 63 raw bytes; whoever gets them wipes them. */
  readonly secret: Uint8Array;
  /** The tenant's name, from the label. */
  readonly tenantName: string | null;
  /** The user's UPN, from the label. */
  readonly account: string | null;
  /** `Microsoft` in Microsoft's own. */
  readonly issuer: string | null;
  readonly parameters: TotpParameters;
}

/** A text that is no enrolment, and why; nothing of the text is kept. */
export interface WrongReading {
  readonly kind: 'wrong';
  readonly reason: WrongQr;
}

export type QrReading = Enrolment | WrongReading;
