import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { config, createMessage, decrypt, decryptKey, encrypt, readKey, readMessage, readPrivateKey } from 'openpgp';
import type { PrivateKey, PublicKey } from 'openpgp';

/** Who may open a backup: whoever has the pass phrase, or the private half of a key. */
export type Protection =
  | { readonly kind: 'pass-phrase'; readonly passPhrase: string }
  | { readonly kind: 'public-key'; readonly key: PublicKey };

export type Opener =
  | { readonly kind: 'pass-phrase'; readonly passPhrase: string }
  | { readonly kind: 'private-key'; readonly key: PrivateKey };

/** Why a backup cannot be made or opened; the message is the sentence for whoever asked. */
export class BackupRefused extends Error {}

/** @throws BackupRefused where the text is no public key that can be encrypted to */
export async function readPublicKey(armored: string): Promise<PublicKey> {
  try {
    const key = await readKey({ armoredKey: armored });
    await key.getEncryptionKey();
    return key.toPublic();
  } catch {
    throw new BackupRefused(
      'That is not a PGP public key that can be encrypted to. Export it with gpg --armor --export.',
    );
  }
}

/** @param passPhrase of the key itself; null where it has none @throws BackupRefused */
export async function readOpener(armored: string, passPhrase: string | null): Promise<Opener> {
  try {
    const locked = await readPrivateKey({ armoredKey: armored });
    const key = locked.isDecrypted() ? locked : await decryptKey({ privateKey: locked, passphrase: passPhrase ?? '' });
    return { kind: 'private-key', key };
  } catch {
    throw new BackupRefused(
      'That is not a PGP private key, or its pass phrase is another. Export it with gpg --armor --export-secret-keys.',
    );
  }
}

/** An OpenPGP message (RFC 9580), binary, with integrity protection; GnuPG opens it as well. As much is read as is asked for. */
export async function protect(pieces: AsyncIterable<Uint8Array>, protection: Protection): Promise<Readable> {
  const message = await createMessage({ binary: streamOf(pieces) });
  const encrypted: unknown = await encrypt({
    message,
    format: 'binary',
    ...(protection.kind === 'pass-phrase'
      ? { passwords: [protection.passPhrase] }
      : { encryptionKeys: [protection.key] }),
    // The most rounds that the format has, so that a pass phrase is dear to guess.
    config: { ...config, s2kIterationCountByte: 255 },
  });
  return Readable.from(piecesOf(encrypted));
}

/**
 * Opens a message as it comes. What it hands out is not proved to be whole before its end was reached without an error.
 * @throws BackupRefused
 */
export async function* unprotect(pieces: AsyncIterable<Uint8Array>, opener: Opener): AsyncGenerator<Uint8Array> {
  try {
    const message = await readMessage({ binaryMessage: streamOf(pieces) });
    const opened = await decrypt({
      message,
      format: 'binary',
      ...(opener.kind === 'pass-phrase' ? { passwords: [opener.passPhrase] } : { decryptionKeys: [opener.key] }),
      config: { ...config, allowUnauthenticatedStream: true },
    });
    yield* piecesOf(opened.data);
  } catch {
    // The package's words quote what it was given, and a wrong pass phrase looks like a changed file to it.
    throw new BackupRefused(
      'It cannot be opened: the pass phrase or the key is another, or the file was changed or cut off, or is no backup.',
    );
  }
}

// The package's types name a package of stream types that nobody needs at run time: these are Node's own.
function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces);
}

function piecesOf(stream: unknown): AsyncIterable<Uint8Array> {
  return stream as AsyncIterable<Uint8Array>;
}
