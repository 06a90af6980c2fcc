import {
  ERR_ENCRYPTED,
  ERR_INVALID_AUTHENTICATION_CODE,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_PASSWORD,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  Uint8ArrayReader,
  ZipReader,
  configure,
} from '@zip.js/zip.js';
import type { Entry, FileEntry } from '@zip.js/zip.js';
import { SeedFileRefused } from '../seed-file-refused.js';
import { atMost, gather } from './pieces.js';
import type { Pieces } from './pieces.js';

// A server has no use for the browser's workers.
configure({ useWebWorkers: false });

/** An archive is read from its end, so it is held whole. 100,000 tokens' PSKC pack to some 6 MB. */
const largestArchive = 64 * 1024 * 1024;

/**
 * Opens a zip with one file in it, encrypted (AES or the old ZipCrypto) or not. What says that it unpacks to more than
 * `largestContent` is refused at once; what lies about it is cut off by whoever reads.
 * @throws SeedFileRefused
 */
export async function* openZip(
  pieces: Pieces,
  password: string | null,
  { largestContent, tooLarge }: { largestContent: number; tooLarge: string },
): AsyncGenerator<Uint8Array> {
  const archive = await gather(
    atMost(pieces, largestArchive, 'The zip is larger than 64 MB. Unpack it, and upload the seed file alone.'),
  );
  const reader = new ZipReader(new Uint8ArrayReader(archive));
  try {
    const entry = onlySeedFile(await reader.getEntries());
    if (entry.uncompressedSize > largestContent) throw new SeedFileRefused('too-large', tooLarge);
    if (entry.encrypted && password === null) {
      throw new SeedFileRefused('needs-secret', 'The zip is encrypted. Type the password that the vendor sent apart.');
    }
    if (entry.encrypted) await proveSecret(contentOf(entry, password));
    yield* contentOf(entry, password);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await reader.close().catch(() => undefined);
    archive.fill(0);
  }
}

function onlySeedFile(entries: readonly Entry[]): FileEntry {
  if (entries.some(({ filename }) => filename === '[Content_Types].xml')) {
    throw new SeedFileRefused(
      'not-a-seed-file',
      'This is an Excel workbook (.xlsx). Upload the vendor’s own CSV; Excel changes serials and secrets.',
    );
  }
  // What a Mac adds of its own.
  const files = entries.filter(
    (entry): entry is FileEntry => !entry.directory && !/^__MACOSX\/|\.DS_Store$/.test(entry.filename),
  );
  const [file, ...more] = files;
  if (file === undefined) throw new SeedFileRefused('not-a-seed-file', 'There is no file in the zip.');
  if (more.length > 0) {
    throw new SeedFileRefused(
      'not-a-seed-file',
      `There are ${String(files.length)} files in the zip. Upload one zip for each seed file.`,
    );
  }
  return file;
}

async function* contentOf(entry: FileEntry, password: string | null): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  let failure: unknown;
  const writing = entry
    .getData(writable, { ...(password === null ? {} : { password }), checkCrc32: true })
    .catch(async (error: unknown) => {
      failure = error;
      await writable.abort(error).catch(() => undefined);
    });
  try {
    for await (const piece of readable) yield piece;
  } catch (error) {
    throw failure ?? error;
  } finally {
    await readable.cancel().catch(() => undefined);
    await writing;
  }
  if (failure !== undefined) throw failure as Error;
}

/** What a wrong password comes to where it passes an archive's own check of it. */
const signsOfWrongPassword = [
  ...[ERR_INVALID_PASSWORD, ERR_ENCRYPTED, ERR_INVALID_AUTHENTICATION_CODE],
  ...[ERR_INVALID_CRC32, ERR_INVALID_COMPRESSED_DATA, ERR_INVALID_UNCOMPRESSED_SIZE],
];

/**
 * Reads an encrypted file once and passes nothing on: ZipCrypto checks a password by one byte and AES by two, so that one wrong password in 256
 * is only found out at the end, by what it made of the file.
 */
async function proveSecret(content: AsyncGenerator<Uint8Array>): Promise<void> {
  try {
    let next = await content.next();
    while (next.done !== true) next = await content.next();
  } catch (error) {
    if (!(error instanceof Error && signsOfWrongPassword.includes(error.message))) throw error;
    throw new SeedFileRefused(
      'wrong-secret',
      'The password does not open the zip. Compare it with the vendor’s letter; if it is right, the zip was changed or cut off: download it again.',
    );
  }
}

function asRefusal(error: unknown): unknown {
  if (error instanceof SeedFileRefused) return error;
  return new SeedFileRefused('broken', 'The zip is broken. Download or copy it again.');
}
