import { SecretBytes } from './secret-bytes.js';

/** What proves the depot to Entra: a client secret, or a certificate's private key as PKCS #8 PEM; UTF-8. */
export class ClientCredential extends SecretBytes {
  protected override readonly shownAs = 'client credential';
}
