import { SecretBytes } from './secret-bytes.js';

/** What a person's second factor makes its codes with, in clear, 20 bytes. */
export class SecondFactorSecret extends SecretBytes {
  protected override readonly shownAs = 'second factor';
}
