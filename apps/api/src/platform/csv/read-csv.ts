import { CsvError, parse } from 'csv-parse/sync';

/** A row below the header: its line in the file (the header is line 1) and the cells of the columns we know. */
export interface CsvRow<Column extends string> {
  readonly line: number;
  readonly cells: Partial<Record<Column, string>>;
}

export interface CsvTable<Column extends string> {
  /** What each cell of the header means; null where it is not known. */
  readonly header: readonly { readonly cell: string; readonly column: Column | null }[];
  readonly rows: readonly CsvRow<Column>[];
}

/** A text that is no CSV. The message gives the parser's code alone: its own words may quote cells, and cells may hold secrets. */
export class UnreadableCsv extends Error {}

/**
 * Reads a CSV with a header: BOM, CRLF, padded and quoted cells. The separator is the one its header uses: comma, semicolon or tab.
 * @throws UnreadableCsv
 */
export function readCsv<Column extends string>(
  text: string,
  columnOf: (cell: string) => Column | null,
): CsvTable<Column> {
  const header: { cell: string; column: Column | null }[] = [];
  try {
    const records = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      columns: (cells: string[]) => {
        header.push(...cells.map((cell) => ({ cell, column: columnOf(cell) })));
        return header.map(({ column }) => column ?? false);
      },
    }) as unknown as { info: { lines: number }; record: Partial<Record<Column, string>> }[];
    return { header, rows: records.map(({ info, record }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    throw new UnreadableCsv(error instanceof CsvError ? error.code : 'unknown');
  }
}

function separatorOf(text: string): string {
  const [first = ''] = text.trimStart().split(/\r?\n/, 1);
  const counted = [',', ';', '\t'].map((separator) => ({ separator, count: first.split(separator).length }));
  counted.sort((one, other) => other.count - one.count);
  return counted[0]?.separator ?? ',';
}
