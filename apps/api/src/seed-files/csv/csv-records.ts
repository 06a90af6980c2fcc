import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { SeedFileRefused } from '../seed-file-refused.js';

/** A row as the parser gives it. */
export interface CsvRecord {
  readonly record: readonly string[];
  readonly raw: string;
  /** `lines`: of the file, up to the end of this row. */
  readonly info: { readonly lines: number };
}

/** Far longer than any row. */
const longestRow = 16 * 1024;

/**
 * Cuts a CSV into rows as it comes: padded and quoted cells, any line ends, lines without anything in them left out. A quotation mark within a
 * cell stays in it, so that it costs its own row at most. @throws SeedFileRefused
 */
export async function* cellsOf(
  text: AsyncIterable<string> | readonly string[],
  separator: string,
): AsyncGenerator<CsvRecord> {
  const lenient = {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  };
  const options = { delimiter: separator, trim: true, bom: true, info: true, raw: true, max_record_size: longestRow };
  const parser = parse({ ...lenient, ...options });
  // The parser carries on any error of what feeds it.
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const record of parser) yield record as CsvRecord;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error['lines'] === 'number' ? ` near line ${String(error['lines'])}` : '';
    throw new SeedFileRefused('broken', `The CSV is broken${where} (${error.code}). Is a quotation mark not closed?`);
  }
}
