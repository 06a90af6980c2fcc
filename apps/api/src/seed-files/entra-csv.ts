import { Base32Error, decodeBase32 } from '@depot/totp';
import { Serial } from '@depot/contracts';
import type { BadLine, Period } from '@depot/contracts';
import { UnreadableCsv, readCsv } from '../platform/csv/read-csv.js';
import type { CsvRow } from '../platform/csv/read-csv.js';
import { Seed } from '../platform/vault/seed.js';

/** One token of a vendor's file; its holder wipes the seed. */
export interface SeedLine {
  readonly line: number;
  readonly serial: string;
  readonly seed: Seed;
  readonly period: Period;
  readonly manufacturer: string;
  readonly model: string;
}

export interface JudgedSeeds {
  readonly lines: number;
  readonly good: SeedLine[];
  readonly bad: BadLine[];
}

const columns = ['upn', 'serial number', 'secret key', 'time interval', 'manufacturer', 'model'] as const;
type Column = (typeof columns)[number];
type Cells = CsvRow<Column>['cells'];
const required: readonly Column[] = ['serial number', 'secret key', 'time interval'];

/**
 * Judges a seed file in Entra's upload columns (https://learn.microsoft.com/entra/identity/authentication/concept-authentication-oath-tokens):
 * any case and order, `timeinterval` too, BOM, CRLF, padded cells, with or without UPN. Reasons never quote a secret.
 */
export function judgeEntraCsv(text: string): JudgedSeeds {
  const rows = readRows(text);
  if (typeof rows === 'string') return { lines: 0, good: [], bad: [{ line: 1, reason: rows }] };
  const good: SeedLine[] = [];
  const bad: BadLine[] = [];
  const serials = new Map<string, number>();
  for (const { line, cells } of rows) {
    const judged = judgeLine(cells);
    if (typeof judged === 'string') {
      bad.push({ line, reason: judged });
      continue;
    }
    const before = serials.get(judged.serial);
    if (before !== undefined) {
      judged.seed.wipe();
      bad.push({ line, reason: `Serial ${judged.serial} stands on line ${String(before)} already.` });
      continue;
    }
    serials.set(judged.serial, line);
    good.push({ line, ...judged });
  }
  if (rows.length === 0) bad.push({ line: 1, reason: 'There is no token below the header.' });
  return { lines: rows.length, good, bad };
}

function readRows(text: string): readonly CsvRow<Column>[] | string {
  try {
    const { header, rows } = readCsv(text, asColumn);
    const missing = required.filter((column) => !header.some((cell) => cell.column === column));
    if (missing.length === 0) return rows;
    const names = missing.map((column) => `“${column}”`).join(', ');
    return `The header lacks ${names}. Entra's columns are: ${columns.join(', ')}.`;
  } catch (error) {
    if (error instanceof UnreadableCsv) return `The file is not a readable CSV (${error.message}).`;
    throw error;
  }
}

function asColumn(cell: string): Column | null {
  const name = cell
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ');
  return columns.find((column) => column === name || column.replace(' ', '') === name) ?? null;
}

function judgeLine(cells: Cells): Omit<SeedLine, 'line'> | string {
  const serial = Serial.safeParse(cells['serial number'] ?? '');
  if (/^\d(\.\d+)?e\+?\d+$/i.test((cells['serial number'] ?? '').replace(',', '.'))) {
    return 'serial number: Excel has turned it into a power of ten; take the vendor’s own file.';
  }
  if (!serial.success) return 'serial number: a serial is 4 to 24 letters and digits.';
  const interval = cells['time interval'] ?? '';
  if (interval !== '30' && interval !== '60') return 'time interval: must be 30 or 60 seconds.';
  const secret = readSecret(cells['secret key'] ?? '');
  if (typeof secret === 'string') return secret;
  return {
    serial: serial.data,
    seed: new Seed(secret),
    period: interval === '30' ? 30 : 60,
    manufacturer: cells.manufacturer ?? '',
    model: cells.model ?? '',
  };
}

/** At most 128 Base32 characters by Entra's rule; no token holds fewer than 10 bytes. */
function readSecret(text: string): Uint8Array | string {
  if (text.length > 128) return 'secret key: at most 128 Base32 characters.';
  try {
    const bytes = decodeBase32(text);
    if (bytes.length >= 10) return bytes;
    bytes.fill(0);
    return 'secret key: shorter than 16 Base32 characters.';
  } catch (error) {
    if (!(error instanceof Base32Error)) throw error;
    return 'secret key: is not Base32 (letters A to Z and digits 2 to 7).';
  }
}
