import type { Algorithm, Period } from '@depot/contracts';
import { Seed } from '../../platform/vault/seed.js';
import type { RowWarning, SeedRow, SeedToken } from '../seed-row.js';
import type { ColumnMap } from './csv-header.js';
import { cellsOf } from './csv-records.js';
import { readSecret } from './secret-text.js';
import type { SecretEncoding } from './secret-text.js';
import { readSerial } from './serial-text.js';
import { damageOf, unguarded } from './spreadsheet-damage.js';

/** How a CSV is to be read; known for Entra's, told by somebody for any other. */
export interface CsvPlan {
  readonly separator: string;
  /** Whether the first line holds names. */
  readonly hasHeader: boolean;
  readonly columns: ColumnMap & { readonly serial: number; readonly secret: number };
  readonly encoding: SecretEncoding;
  /** Where a row does not tell it; null: then the row is bad. */
  readonly period: Period | null;
  /** Where a row does not tell it. */
  readonly algorithm: Algorithm;
  /** What is to be known of the whole file; said with its first good row. */
  readonly warning?: RowWarning;
}

/** Reads a CSV row by row, good and bad. @throws SeedFileRefused */
export async function* readSeedCsv(text: AsyncIterable<string>, plan: CsvPlan): AsyncGenerator<SeedRow> {
  let isFirst = true;
  let { warning } = plan;
  for await (const { record, raw, info } of cellsOf(text, plan.separator)) {
    const isHeader = isFirst && plan.hasHeader;
    isFirst = false;
    if (isHeader) continue;
    // Empty lines before a row come with it.
    const row = raw.replace(/^[\r\n]+|[\r\n]+$/g, '');
    const line = info.lines - row.split(/\r\n|\n|\r/).length + 1;
    const read = readCells(record, plan, row);
    if (typeof read === 'string' || warning === undefined) yield { line, raw: row, read };
    else {
      yield { line, raw: row, read: { ...read, warning } };
      warning = undefined;
    }
  }
}

function readCells(cells: readonly string[], plan: CsvPlan, raw: string): SeedToken | string {
  const { columns } = plan;
  // The record's text takes none, and no vendor means one.
  if (raw.includes('\0'))
    return 'The row holds a NUL, which no text does: the file was damaged on its way; take the vendor’s own file.';
  const cell = (at: number | undefined): string => (at === undefined ? '' : (cells[at] ?? ''));
  if (cells.length === 1 && Math.max(columns.serial, columns.secret) > 0 && /[,;\t]/.test(cells[0] ?? '')) {
    return raw.trimStart().startsWith('"')
      ? 'The whole row stands in one pair of quotation marks, as a spreadsheet (Excel) writes it; take the vendor’s own file.'
      : 'The row’s columns are not separated as the first line’s are: a spreadsheet (Excel) has written semicolons, commas or tabs in their place; take the vendor’s own file.';
  }
  const manufacturer = cell(columns.manufacturer).slice(0, 100);
  const serial = readSerial(cell(columns.serial), manufacturer);
  if (typeof serial === 'string') return `serial number: ${serial}`;
  const interval = unguarded(cell(columns.period));
  const period = readPeriod(interval, plan.period);
  if (period === null) {
    const damage = damageOf(interval);
    return damage === null ? 'time interval: must be 30 or 60 seconds.' : `time interval: ${damage}`;
  }
  const algorithm = readAlgorithm(cell(columns.algorithm), plan.algorithm);
  if (algorithm === null) return 'algorithm: must be SHA-1 or SHA-256.';
  const secret = readSecret(cell(columns.secret), plan.encoding);
  if (typeof secret === 'string') return `secret key: ${secret}`;
  return {
    ...serial,
    seed: new Seed(secret),
    period,
    algorithm,
    manufacturer,
    model: cell(columns.model).slice(0, 100),
  };
}

function readPeriod(text: string, otherwise: Period | null): Period | null {
  if (text === '') return otherwise;
  const seconds = Number(/^(\d+)(?:[.,]0+)?\s*s?(?:ec|econds)?$/i.exec(text)?.[1]);
  return seconds === 30 || seconds === 60 ? seconds : null;
}

function readAlgorithm(text: string, otherwise: Algorithm): Algorithm | null {
  const name = text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '')
    .replace(/^HMAC/, '');
  if (name === '') return otherwise;
  return name === 'SHA1' || name === 'SHA256' ? name : null;
}
