import { readHeader } from './csv/csv-header.js';
import type { CsvHeader } from './csv/csv-header.js';
import { encodingOf } from './csv/encoding-of.js';
import { entrasEncoding } from './csv/entras-encoding.js';
import { readSeedCsv } from './csv/read-seed-csv.js';
import type { CsvPlan } from './csv/read-seed-csv.js';
import type { SecretEncoding } from './csv/secret-text.js';
import { readPskc } from './pskc/read-pskc.js';
import { SeedFileRefused } from './seed-file-refused.js';
import type { SeedRow } from './seed-row.js';
import { peekText } from './wrapping/peek-text.js';
import type { Pieces } from './wrapping/pieces.js';
import { textOf } from './wrapping/text-of.js';
import { unwrap } from './wrapping/unwrap.js';
import type { UnwrapOptions, Wrapping } from './wrapping/unwrap.js';

export type SeedFileFormat = 'entra-csv' | 'csv' | 'pskc';

/** What stands around a file's rows, so that some of them can be handed back as such a file. */
export type SeedFileFrame =
  | { readonly format: 'csv'; readonly separator: string; readonly width: number; readonly header: string | null }
  | { readonly format: 'pskc'; readonly before: string; readonly after: string };

/** How a plain CSV is to be read; `encoding` null: by looking at all its seeds. */
export type CsvChoices = Pick<CsvPlan, 'columns' | 'period' | 'algorithm'> & {
  readonly encoding: SecretEncoding | null;
};

/** What somebody said about a file, beside the file. */
export interface ReadingChoices extends UnwrapOptions {
  readonly keepBadMacs: boolean;
  /** How the seeds of a CSV with Entra's columns are written, where somebody was asked; else null. */
  readonly encoding: SecretEncoding | null;
  /** What is known of a CSV with this header that is not Entra's; null where nothing is. */
  readonly columnsOf: (header: CsvHeader) => CsvChoices | null | Promise<CsvChoices | null>;
}

/** A seed file that is being read. */
export interface OpenedSeedFile {
  readonly format: SeedFileFormat;
  readonly wrappings: readonly Wrapping[];
  readonly rows: AsyncIterable<SeedRow>;
  /** Known once the first row is read; null before. */
  readonly frame: () => SeedFileFrame | null;
}

/**
 * Opens a seed file of any format and wrapping, recognised by content. Rows come as they are read, and the file is never held
 * whole except for its wrappings. @param open begins the file anew; it may be called twice
 * @throws SeedFileRefused at once, or while rows are read
 */
export async function openSeedFile(open: () => Pieces, choices: ReadingChoices): Promise<OpenedSeedFile> {
  const { format, wrappings, content } = await unwrap(open(), choices);
  if (format === 'xml') {
    let frame: SeedFileFrame | null = null;
    const rows = readPskc(textOf(content), {
      secret: choices.secret,
      keepBadMacs: choices.keepBadMacs,
      onHead: (around) => {
        frame = { format: 'pskc', ...around };
      },
    });
    return { format: 'pskc', wrappings, rows, frame: () => frame };
  }
  const { start, whole } = await peekText(textOf(content));
  const header = readHeader(start);
  const again = async (): Promise<AsyncIterable<string>> => textOf((await unwrap(open(), choices)).content);
  const plan = await planOf(header, choices, { start, again });
  const { separator, width } = header;
  const frame: SeedFileFrame = { format: 'csv', separator, width, header: plan.hasHeader ? firstLine(start) : null };
  const rows = readSeedCsv(whole, plan);
  return { format: header.isEntra ? 'entra-csv' : 'csv', wrappings, rows, frame: () => frame };
}

/** Entra's own has commas, and so has whatever a vendor writes for it. */
const resaved = {
  kind: 'resaved',
  reason:
    'The columns are separated by semicolons or tabs, where Entra’s have commas: a spreadsheet (Excel) has saved the file anew. Compare a serial with a token before you take it: leading zeros may be gone.',
} as const;

async function planOf(
  header: CsvHeader,
  choices: ReadingChoices,
  { start, again }: { start: string; again: () => Promise<AsyncIterable<string>> },
): Promise<CsvPlan> {
  const { separator, meant } = header;
  const hasHeader = header.names !== null;
  if (header.isEntra && meant.serial !== undefined && meant.secret !== undefined) {
    const columns = { ...meant, serial: meant.serial, secret: meant.secret };
    const encoding = choices.encoding ?? (await entrasEncoding({ start, again }, { separator, secret: meant.secret }));
    const warning = separator === ',' ? {} : { warning: resaved };
    return { separator, hasHeader, columns, encoding, period: null, algorithm: 'SHA1', ...warning };
  }
  const said = await choices.columnsOf(header);
  if (said === null) {
    throw new SeedFileRefused('needs-columns', 'Say which column holds the serial and which the seed.', header);
  }
  const { secret } = said.columns;
  const encoding = said.encoding ?? (await encodingOf(await again(), { separator, hasHeader, secret }));
  return { ...said, separator, hasHeader, encoding };
}

function firstLine(start: string): string {
  return start.trimStart().split(/\r\n|\n|\r/, 1)[0] ?? '';
}
