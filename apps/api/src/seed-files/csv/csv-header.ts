import { parse } from 'csv-parse/sync';
import { SeedFileRefused } from '../seed-file-refused.js';

/** What a column of a seed file may hold. */
export const columnMeanings = ['serial', 'secret', 'period', 'algorithm', 'manufacturer', 'model', 'upn'] as const;
export type ColumnMeaning = (typeof columnMeanings)[number];

/** Which column holds what, counted from 0. */
export type ColumnMap = { [Meaning in ColumnMeaning]?: number | undefined };

/** The first line of a CSV. */
export interface CsvHeader {
  readonly separator: string;
  readonly width: number;
  /** The names of the columns, without what may be a secret among them; null where the first line is a token already. */
  readonly names: readonly string[] | null;
  /** What the names mean by themselves. */
  readonly meant: ColumnMap;
  /** Entra's own upload columns: everything else about such a file is known. */
  readonly isEntra: boolean;
}

/** Names in use, folded: lower case, letters and digits only. Entra's come first. */
const synonyms: Readonly<Record<ColumnMeaning, readonly string[]>> = {
  serial: ['serialnumber', 'serial', 'serialno', 'sn', 'tokenserial', 'tokenserialnumber', 'tokenid'],
  secret: [
    'secretkey',
    'secret',
    'seed',
    'key',
    'tokenseed',
    'base32',
    'hex',
    'seedhex',
    'hexseed',
    'secretbase32',
    'secrethex',
  ],
  period: ['timeinterval', 'interval', 'period', 'timestep', 'step', 'timeintervalinseconds', 'validity'],
  algorithm: ['algorithm', 'hash', 'hashfunction', 'hashalgorithm'],
  manufacturer: ['manufacturer', 'vendor', 'maker'],
  model: ['model', 'type', 'tokenmodel', 'tokentype', 'product'],
  upn: ['upn', 'userprincipalname', 'user', 'username'],
};
const known: ReadonlySet<string> = new Set(Object.values(synonyms).flat());
const entras = ['serialnumber', 'secretkey', 'timeinterval'] as const;
const separators = [',', ';', '\t', '|'] as const;

/**
 * Reads a CSV's first line. @param start the file's first characters, its first line among them
 * @throws SeedFileRefused
 */
export function readHeader(start: string): CsvHeader {
  const [line = ''] = start.trimStart().split(/\r\n|\n|\r/, 1);
  const separator = separatorOf(line);
  const cells = cellsOf(line, separator);
  if (cells.length === 1 && separators.some((each) => cells[0]?.includes(each))) {
    throw new SeedFileRefused(
      'broken',
      'The whole first line stands in one pair of quotation marks, as a spreadsheet (Excel) writes it. Take the vendor’s own file.',
    );
  }
  if (cells.length < 2) {
    throw new SeedFileRefused(
      'not-a-seed-file',
      'The first line has no columns, so this is no CSV, and nothing else that is known here. Ask the vendor for CSV, PSKC or PGP.',
    );
  }
  const folded = cells.map(fold);
  const meant: ColumnMap = {};
  for (const meaning of columnMeanings) {
    const at = synonyms[meaning].map((name) => folded.indexOf(name)).find((found) => found >= 0);
    if (at !== undefined) meant[meaning] = at;
  }
  const hasNames = Object.keys(meant).length > 0 || !cells.some(mayBeSecret);
  return {
    separator,
    width: cells.length,
    names: hasNames ? cells.map((cell) => (mayBeSecret(cell) ? '…' : cell.slice(0, 60))) : null,
    meant: hasNames ? meant : {},
    isEntra: entras.every((name) => folded.includes(name)),
  };
}

function separatorOf(line: string): string {
  const counted = separators.map((separator) => ({ separator, count: line.split(separator).length }));
  counted.sort((one, other) => other.count - one.count);
  return counted[0]?.separator ?? ',';
}

function cellsOf(line: string, separator: string): string[] {
  try {
    const [cells = []] = parse(line, { delimiter: separator, trim: true, relax_quotes: true });
    return cells;
  } catch {
    throw new SeedFileRefused('broken', 'The first line is no CSV: a quotation mark is not closed.');
  }
}

function fold(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** Long enough for a seed, made of nothing that a seed is not made of, and no name. */
function mayBeSecret(cell: string): boolean {
  if (!/^(?:[A-Z2-7]{16,}=*|[0-9A-F]{20,})$/i.test(cell.replace(/[\s-]+/g, ''))) return false;
  return !known.has(fold(cell)) && !isWords(cell);
}

/** As names are written and seeds are not: letters alone, in both cases, or in groups that are not all of one length. */
function isWords(cell: string): boolean {
  if (!/^[a-z\s-]+$/i.test(cell)) return false;
  if (/[a-z]/.test(cell) && /[A-Z]/.test(cell)) return true;
  const [first = 0, ...others] = cell
    .trim()
    .split(/[\s-]+/)
    .map(({ length }) => length);
  return others.some((length, at) => length > first || (length < first && at < others.length - 1));
}
