/**
 * Whether a text is a QR code that enrols an authenticator, or was cut out of one: it may hold a secret, and belongs into a capture and nowhere
 * else. A key typed by itself looks like any other word, and is not found.
 */
export function holdsSecret(text: string): boolean {
  return /otpauth(?:-migration)?:|[?&]secret=/i.test(text);
}
