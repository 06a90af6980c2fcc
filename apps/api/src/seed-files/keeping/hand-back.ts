import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { SeedFileFrame } from '../open-seed-file.js';

/** A row that goes back, as it stood in the file. */
export interface BackRow {
  readonly raw: string;
  readonly reason: string;
}

/** The name of the column that says what is wrong. It means nothing when the mended file is read again. */
export const reasonColumn = 'reason';

/** Writes rows as a file of the format they came in, each with its reason: a last column, or a comment before the entry. */
export async function* handBack(frame: SeedFileFrame, rows: AsyncIterable<BackRow>): AsyncGenerator<string> {
  if (frame.format === 'csv') {
    const write = csvWriter(frame);
    // Excel takes a file without it for Windows-1252.
    yield '\uFEFF';
    if (frame.header !== null) yield write(frame.header, reasonColumn);
    for await (const { raw, reason } of rows) yield write(raw, reason);
    return;
  }
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${frame.before}\n`;
  for await (const { raw, reason } of rows) yield `<!-- ${inComment(reason)} -->\n${raw}\n`;
  yield `${frame.after}\n`;
}

/** Puts the reason after a row as it stands; in its column where a file that was handed back before comes again. */
function csvWriter({
  separator,
  width,
  header,
}: SeedFileFrame & { format: 'csv' }): (raw: string, reason: string) => string {
  const hasColumn = header !== null && cellsOf(header, separator).at(-1)?.trim().toLowerCase() === reasonColumn;
  const options = { delimiter: separator, record_delimiter: '\r\n' };
  return (raw, reason) => {
    const cells = cellsOf(raw, separator);
    if (hasColumn) {
      const kept = Array.from({ length: width - 1 }, (_, at) => cells[at] ?? '');
      return stringify([[...kept, reason]], options);
    }
    // A row may be shorter than the header: the reason must not slip into another column.
    const padding = separator.repeat(Math.max(0, width - cells.length));
    return `${raw}${padding}${separator}${stringify([[reason]], options)}`;
  };
}

function cellsOf(raw: string, separator: string): string[] {
  try {
    const [cells = []] = parse(raw, { delimiter: separator, relax_quotes: true });
    return cells;
  } catch {
    return raw.split(separator);
  }
}

/** XML 1.0 §2.5: no two hyphens in a row, and none at the end. */
function inComment(text: string): string {
  return text.replace(/-(?=-)/g, '- ').replace(/-$/, '- ');
}
