import { Base32Error, decodeBase32 } from './base32.js';

/**
 * Bytes of an enrolment's secret. 10 are Microsoft's own 16 characters, so fewer are a text cut short (RFC 4226 asks for
 * 16, which Microsoft does not keep); more than 63 no programmable token holds.
 */
const secretLength = { shortest: 10, longest: 63 } as const;

/** The bytes of an enrolment's base32 secret, for the caller to wipe; null when it is not base32 or of another length. */
export function readSecret(text: string): Uint8Array | null {
  try {
    const bytes = decodeBase32(text);
    if (bytes.length >= secretLength.shortest && bytes.length <= secretLength.longest) return bytes;
    bytes.fill(0);
    return null;
  } catch (error) {
    if (error instanceof Base32Error) return null;
    throw error;
  }
}
