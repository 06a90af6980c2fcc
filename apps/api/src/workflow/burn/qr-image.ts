import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { ProblemError } from '../../platform/http/problem-error.js';

const wasmFile = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
let prepared: Promise<unknown> | null = null;

/** The decoder's own default is to fetch its binary from a CDN; ours lies beside it. */
function prepare(): Promise<unknown> {
  prepared ??= readFile(wasmFile).then((wasmBinary) =>
    prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasmBinary).buffer }, fireImmediately: true }),
  );
  return prepared;
}

/**
 * The text of the one QR code in a picture (PNG, JPEG, GIF, BMP), dark mode and rotation included.
 * @throws ProblemError `no-qr`, `two-qrs`; the texts themselves are never part of the error.
 */
export async function readQrImage(image: Uint8Array): Promise<string> {
  await prepare();
  const found = await readBarcodes(image, {
    formats: ['QRCode'],
    tryHarder: true,
    tryInvert: true,
    tryRotate: true,
    maxNumberOfSymbols: 4,
  });
  const texts = new Set(found.filter((result) => result.isValid).map((result) => result.text));
  const [text, second] = texts;
  if (text === undefined) throw new ProblemError('no-qr');
  if (second !== undefined) throw new ProblemError('two-qrs');
  return text;
}
