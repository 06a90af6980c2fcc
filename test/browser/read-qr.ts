import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** What a telephone reads off a picture of the screen; null where it sees no QR code. @param png a screenshot */
export async function readQr(png: Uint8Array): Promise<string | null> {
  // Our own copy: nothing is fetched from elsewhere.
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer },
    fireImmediately: true,
  });
  const [found] = await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] });
  return found?.text ?? null;
}
