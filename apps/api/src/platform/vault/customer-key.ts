import { SecretBytes } from './secret-bytes.js';

/** What opens the Molto2 of a tenant to writing, as it was chosen: 1 to 64 bytes. */
export class CustomerKey extends SecretBytes {
  protected override readonly shownAs = 'customer key';
}
