import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** A camera's picture: 640 by 480 in shades of grey. */
const width = 640;
const height = 480;

/** The modules of a QR code as another program lays them, dark ones true; its text goes where nobody else on the machine reads it. */
export function qrModules(text: string): boolean[][] {
  const drawn = execFileSync('qrencode', ['-o', '-', '-t', 'ASCII', '-m', '4'], { input: text }).toString();
  const lines = drawn.split('\n').filter((line) => line !== '');
  // Two characters a module.
  return lines.map((line) => Array.from({ length: line.length / 2 }, (_, at) => line[at * 2] === '#'));
}

/**
 * Writes a video that shows these texts' QR codes in turn, each for four seconds, as Chromium's fake camera plays it over and over: whoever looks
 * may have to load first what reads it, and is busy meanwhile.
 */
export function writeQrVideo(path: string, texts: readonly string[]): void {
  const parts: Buffer<ArrayBuffer>[] = [
    Buffer.from(`YUV4MPEG2 W${String(width)} H${String(height)} F10:1 Ip A1:1 C420\n`),
  ];
  for (const text of texts) {
    const frame = frameOf(qrModules(text));
    for (let count = 0; count < 40; count += 1) parts.push(Buffer.from('FRAME\n'), frame);
  }
  writeFileSync(path, Buffer.concat(parts));
}

/** Dim paper in a dim room, as a camera sees it. */
function frameOf(modules: boolean[][]): Buffer<ArrayBuffer> {
  const frame = Buffer.alloc((width * height * 3) / 2, 128);
  frame.fill(70, 0, width * height);
  const size = Math.floor((height * 0.8) / modules.length);
  const [left, top] = [(width - size * modules.length) >> 1, (height - size * modules.length) >> 1];
  for (const [row, line] of modules.entries()) {
    for (const [column, dark] of line.entries()) {
      for (let y = 0; y < size; y += 1) {
        const start = (top + row * size + y) * width + left + column * size;
        frame.fill(dark ? 40 : 190, start, start + size);
      }
    }
  }
  return frame;
}
