import { readCapture, type WrongQr } from '@depot/totp';
import type { FoundQr } from './found-qr';

/** What a text is, without the secret. `account`: whose it is, where the code says so. */
export type Judgement =
  | { readonly kind: 'right'; readonly account: string | null }
  | { readonly kind: 'other-account'; readonly account: string }
  | { readonly kind: 'wrong'; readonly reason: WrongQr };

/** Whether a captured text enrols a token for this recipient. @param upn the recipient's */
export function judgeCapture(text: string, upn: string): Judgement {
  const reading = readCapture(text);
  if (reading.kind === 'wrong') return reading;
  reading.secret.fill(0);
  const { account } = reading;
  if (account !== null && account.toLowerCase() !== upn.toLowerCase()) return { kind: 'other-account', account };
  return { kind: 'right', account };
}

/** A QR code and what it is. */
export interface JudgedQr extends FoundQr {
  readonly judgement: Judgement;
}

export function judgeAll(found: readonly FoundQr[], upn: string): JudgedQr[] {
  return found.map((qr) => ({ ...qr, judgement: judgeCapture(qr.text, upn) }));
}
