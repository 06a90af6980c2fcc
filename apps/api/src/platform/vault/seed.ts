import { SecretBytes } from './secret-bytes.js';

/** A TOTP secret in clear, 1 to 63 bytes. */
export class Seed extends SecretBytes {
  protected override readonly shownAs = 'seed';
}
