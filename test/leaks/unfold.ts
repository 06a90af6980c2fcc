import { constants, inflateRawSync } from 'node:zlib';

const small = 1 << 20;

/** What a piece holds in wrapping: percent signs, backslashes, base64, hex, gzip and zlib, one layer off. */
export function unfold(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString('latin1');
  return [
    ...changed(text, /%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    ...changed(text, /\\(u00[0-9a-f]{2}|x[0-9a-f]{2}|[^ux])/gi, (_, escaped: string) => unescape(escaped)),
    // Where text touches the base64 before it, the first character may be any of four.
    ...[0, 1, 2, 3]
      .slice(0, bytes.length < small ? 4 : 1)
      .flatMap((skip) => runs(text, /[\w+/-]{24,}/g, { skip, as: 'base64' })),
    ...[0, 1]
      .slice(0, bytes.length < small ? 2 : 1)
      .flatMap((skip) => runs(text, /[0-9a-f]{32,}/gi, { skip, as: 'hex' })),
    ...unpacked(buffer),
  ];
}

function changed(text: string, pattern: RegExp, by: (match: string, group: string) => string): Uint8Array[] {
  return pattern.test(text) ? [Buffer.from(text.replace(pattern, by), 'latin1')] : [];
}

function unescape(escaped: string): string {
  if (escaped.length > 1) return String.fromCharCode(parseInt(escaped.slice(-2), 16));
  return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escaped] ?? escaped;
}

function runs(text: string, pattern: RegExp, how: { skip: number; as: 'base64' | 'hex' }): Uint8Array[] {
  const parts = [...text.matchAll(pattern)].flatMap(([run]) => [
    Buffer.from(run.slice(how.skip), how.as),
    Buffer.from('\n'),
  ]);
  return parts.length === 0 ? [] : [Buffer.concat(parts)];
}

/** Heads of gzip (RFC 1952, the ten bytes that programs write) and of zlib (RFC 1950), with their lengths. */
const heads = [
  { begins: Buffer.from('1f8b0800', 'hex'), length: 10 },
  ...['7801', '785e', '789c', '78da'].map((hex) => ({ begins: Buffer.from(hex, 'hex'), length: 2 })),
];

/** What packed streams hold, whatever follows them; one that is cut short gives what it has. */
function unpacked(bytes: Buffer): Uint8Array[] {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 24 };
  const found: Uint8Array[] = [];
  for (const { begins, length } of heads) {
    for (let at = bytes.indexOf(begins); at !== -1; at = bytes.indexOf(begins, at + 1)) {
      try {
        found.push(inflateRawSync(bytes.subarray(at + length), options));
      } catch {
        // Not packed after all.
      }
    }
  }
  return found;
}
