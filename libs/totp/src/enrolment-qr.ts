import { parseTotpUri } from './otpauth-uri.js';
import type { QrReading } from './qr-reading.js';
import { recogniseWrongQr } from './recognise-wrong-qr.js';

/** Reads the text of the QR code on the user's Microsoft page. A bare key is `unknown-text` here: see `readCapture`. */
export function parseEnrolmentQr(text: string): QrReading {
  const trimmed = text.trim();
  return parseTotpUri(trimmed) ?? { kind: 'wrong', reason: recogniseWrongQr(trimmed) };
}
