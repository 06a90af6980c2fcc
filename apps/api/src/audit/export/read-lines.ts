import { ExportLine } from './export-line.js';
import type { BadExportLine } from './export-line.js';

/**
 * Reads an export's text, line by line. A line must be written exactly as an export writes it: with a key given twice,
 * a number beyond a double or blanks added, a reader would see something else than what is checked.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ExportLine | BadExportLine> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield readLine(line, (number += 1));
  }
  rest += decoder.decode();
  if (rest !== '') yield readLine(rest, number + 1);
}

function readLine(text: string, line: number): ExportLine | BadExportLine {
  const bad = (because: string): BadExportLine => ({ type: 'malformed', line, because });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad('it is not JSON');
  }
  const parsed = ExportLine.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return bad([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
  }
  return JSON.stringify(value) === text ? parsed.data : bad('it is not written as an export writes it');
}
