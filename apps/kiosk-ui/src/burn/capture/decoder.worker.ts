import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DecodeAnswer, DecodeRequest, FoundQr } from './found-qr';

// The decoder's own default is to fetch its binary from a CDN; ours is served beside the page.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

/** The longer side of a picture, in pixels: a smaller one is looked at again at twice its size, for codes of a pixel a module. */
const smallPicture = 1400;

self.onmessage = async ({ data }: MessageEvent<DecodeRequest>): Promise<void> => {
  const { id, picture } = data;
  let answer: DecodeAnswer = { id, found: null };
  try {
    let found = await look(picture, 1);
    if (found.length === 0 && Math.max(picture.width, picture.height) <= smallPicture) found = await look(picture, 2);
    answer = { id, found };
  } finally {
    picture.close();
    self.postMessage(answer);
  }
};

async function look(picture: ImageBitmap, scale: number): Promise<FoundQr[]> {
  const [width, height] = [picture.width * scale, picture.height * scale];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('No canvas to read the picture from.');
  // Transparent ground would read as black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  const results = await readBarcodes(context.getImageData(0, 0, width, height), {
    formats: ['QRCode'],
    tryHarder: true,
    tryInvert: true,
    tryRotate: true,
    maxNumberOfSymbols: 8,
  });
  const distinct = new Map<string, FoundQr>();
  for (const { isValid, text, position } of results) {
    if (!isValid || distinct.has(text)) continue;
    const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
    distinct.set(text, { text, corners: corners.map(({ x, y }) => ({ x: x / width, y: y / height })) });
  }
  return [...distinct.values()];
}
