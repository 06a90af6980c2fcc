import { SeedFileRefused } from '../seed-file-refused.js';

/** What a file is by its first bytes, whatever its name says. */
export type Content = 'pgp' | 'zip' | 'xml' | 'text';

/** As many bytes as `recognise` looks at, where there are so many. */
export const headBytes = 4096;

const picture = 'This is a picture. Ask the vendor for the seed file itself, as CSV or PSKC.';

/** Files that people upload by mistake: first bytes in hexadecimal → what to do instead. */
const signatures: readonly (readonly [string, string])[] = [
  ['255044462d', 'This is a PDF. Ask the vendor for the seed file itself, as CSV or PSKC.'],
  ['d0cf11e0', 'This is an Excel workbook (.xls). Upload the vendor’s own CSV; Excel changes serials and secrets.'],
  ['1f8b', 'This is a gzip archive. Unpack it and upload the file inside.'],
  ['377abcaf', 'This is a 7-Zip archive. Unpack it, or ask the vendor for a zip.'],
  ['52617221', 'This is a RAR archive. Unpack it, or ask the vendor for a zip.'],
  ['89504e47', picture],
  ['ffd8ff', picture],
  ['47494638', picture],
];

/** Likewise, by how a text begins. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/^-----BEGIN PGP PUBLIC KEY/, 'This is a PGP key, not a file encrypted with one.'],
  [
    /^-----BEGIN PGP PRIVATE KEY/,
    'This is a private PGP key. Keep it to yourself; upload the file that was encrypted.',
  ],
  [/^-----BEGIN PGP SIGNED/, 'This is a signed text. Ask the vendor for an encrypted file.'],
  [/^-----BEGIN (?!PGP MESSAGE)/, 'This is a certificate or a key, not a seed file.'],
  [
    /^\s*<(?:!doctype\s+)?html/i,
    'This is a web page: maybe the vendor’s sign-in page was saved. Download the file again.',
  ],
];

/**
 * Recognises a file by its content. @param head its first bytes, `headBytes` of them where there are so many
 * @throws SeedFileRefused that names what it is, where it is no seed file
 */
export function recognise(head: Uint8Array): Content {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length === 0) throw refused('The file is empty.');
  const hex = bytes.toString('hex', 0, 16);
  for (const [begins, words] of signatures) if (hex.startsWith(begins)) throw refused(words);
  const latin = bytes
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  for (const [looks, words] of texts) if (looks.test(latin)) throw refused(words);
  if (latin.startsWith('PK\x03\x04') || latin.startsWith('PK\x05\x06')) return 'zip';
  if (armourAt(bytes) >= 0 || isPgpPacket(bytes)) return 'pgp';
  const isUtf16 = latin.startsWith('\xff\xfe') || latin.startsWith('\xfe\xff');
  const text = isUtf16 ? Buffer.from(bytes.subarray(2).filter((byte) => byte !== 0)).toString('latin1') : latin;
  if (text.trimStart().startsWith('<')) return 'xml';
  if (isUtf16 || !hasControls(bytes)) return 'text';
  throw refused('This is neither CSV, PSKC, PGP nor zip. Ask the vendor for one of those.');
}

/** Where an armoured message begins (RFC 9580 §6.2): at once, or behind the words of the mail that it was copied from. @returns −1 where none does */
export function armourAt(bytes: Buffer): number {
  const head = bytes.subarray(0, headBytes).toString('latin1');
  const found = /^(?:\xef\xbb\xbf)?[ \t]*(?=-----BEGIN PGP MESSAGE-----)/m.exec(head);
  return found === null ? -1 : found.index + found[0].length;
}

/** A binary message that opens with an encrypted session key (RFC 9580 §4.2, §5.1, §5.3). */
function isPgpPacket(bytes: Buffer): boolean {
  const first = bytes[0] ?? 0;
  if ((first & 0x80) === 0) return false;
  const tag = (first & 0x40) === 0 ? (first >> 2) & 0x0f : first & 0x3f;
  return tag === 1 || tag === 3;
}

function hasControls(bytes: Buffer): boolean {
  return bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d);
}

function refused(words: string): SeedFileRefused {
  return new SeedFileRefused('not-a-seed-file', words);
}
