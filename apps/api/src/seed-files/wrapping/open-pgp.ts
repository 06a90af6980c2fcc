import { config, decrypt, readMessage } from 'openpgp';
import type { PrivateKey } from 'openpgp';
import { SeedFileRefused } from '../seed-file-refused.js';
import { atMost, gather } from './pieces.js';
import type { Pieces } from './pieces.js';
import { armourAt } from './recognise.js';

/** The key id of a message that hides for whom it is (RFC 9580 §5.1). */
const anybody = '0'.repeat(16);
/** A message is decrypted before it is known to be whole, so that it is held until then. */
const largestMessage = 64 * 1024 * 1024;

export interface PgpKeys {
  /** The depot's own keys, unlocked. */
  readonly keys: readonly PrivateKey[];
  /** For a message encrypted with a pass phrase (`gpg --symmetric`); null where nobody gave one. */
  readonly passPhrase: string | null;
}

/**
 * Opens a PGP message, armoured or not, that is encrypted to the depot's key or with a pass phrase. Nothing of it is passed on before
 * its integrity is proved; who signed it is not looked at.
 * @param largestContent bytes; what is packed larger is refused while it is being unpacked
 * @throws SeedFileRefused
 */
export async function openPgp(
  pieces: Pieces,
  { keys, passPhrase }: PgpKeys,
  largestContent: number,
): Promise<Uint8Array> {
  const bytes = await gather(
    atMost(pieces, largestMessage, 'The PGP message is larger than 64 MB. Ask the vendor for several smaller ones.'),
  );
  let isByPassPhrase = false;
  try {
    const armour = armourAt(bytes);
    const message =
      armour < 0
        ? await readMessage({ binaryMessage: bytes })
        : await readMessage({ armoredMessage: bytes.toString('latin1', armour) });
    const toKeys = message.getEncryptionKeyIDs();
    const isOurs = toKeys.some((id) => id.toHex() === anybody || keys.some((key) => key.getKeys(id).length > 0));
    if (passPhrase === null && !isOurs) throw notForUs(toKeys.length > 0);
    isByPassPhrase = passPhrase !== null && !isOurs;
    const opened = await decrypt({
      message,
      format: 'binary',
      ...(keys.length === 0 ? {} : { decryptionKeys: [...keys] }),
      ...(passPhrase === null ? {} : { passwords: [passPhrase] }),
      config: { ...config, maxDecompressedMessageSize: largestContent },
    });
    // The package's types name a package of stream types that nobody needs at run time.
    return opened.data as Uint8Array;
  } catch (error) {
    throw asRefusal(error, isByPassPhrase);
  } finally {
    bytes.fill(0);
  }
}

function notForUs(hasKeys: boolean): SeedFileRefused {
  if (!hasKeys) {
    return new SeedFileRefused(
      'needs-secret',
      'The file is encrypted with a pass phrase. Type the one that the vendor sent apart.',
    );
  }
  return new SeedFileRefused(
    'unsupported',
    'The file is encrypted to a PGP key that is not this depot’s. Send the vendor the depot’s public key, and ask for the file anew.',
  );
}

function asRefusal(error: unknown, isByPassPhrase: boolean): unknown {
  if (error instanceof SeedFileRefused) return error;
  const message = error instanceof Error ? error.message : '';
  if (/decompressed (message )?size/i.test(message)) {
    return new SeedFileRefused(
      'forbidden-content',
      'The PGP message unpacks to far more than any seed file (a “zip bomb”).',
    );
  }
  // GnuPG makes the key of the pass phrase itself: a wrong one then looks like a message that was changed.
  if (isByPassPhrase) {
    return new SeedFileRefused(
      'wrong-secret',
      'The pass phrase does not open the file. Compare it with the vendor’s letter; if it is right, the file was changed or cut off: download it again.',
    );
  }
  if (/integrity|modification|authentication/i.test(message)) {
    return new SeedFileRefused(
      'broken',
      'The PGP message was changed on its way, or cut off. Download or copy it again.',
    );
  }
  return new SeedFileRefused('broken', 'The PGP message cannot be read. Download or copy it again.');
}
