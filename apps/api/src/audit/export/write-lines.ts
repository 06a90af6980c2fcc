import type { ExportLine } from './export-line.js';

const chunkLength = 64 * 1024;

/** An export's text, in chunks of some ten thousand characters. */
export async function* writeLines(lines: AsyncIterable<ExportLine>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += `${JSON.stringify(line)}\n`;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
