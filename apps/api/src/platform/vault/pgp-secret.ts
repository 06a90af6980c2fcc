import { SecretBytes } from './secret-bytes.js';

/** The private half of the depot's PGP key pair, armored. */
export class PgpSecret extends SecretBytes {
  protected override readonly shownAs = 'PGP key';
}
