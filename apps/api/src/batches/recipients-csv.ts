import { Recipient, Route, objectionTo, recipientColumns } from '@depot/contracts';
import type { BadLine, DirectoryKind, RecipientColumn, TokenChoice } from '@depot/contracts';
import { UnreadableCsv, readCsv } from '../platform/csv/read-csv.js';
import type { CsvRow } from '../platform/csv/read-csv.js';
import { lostIn, zerosLostIn } from './spreadsheet-losses.js';

export interface RecipientLine {
  readonly line: number;
  readonly recipient: Recipient;
  readonly route: Route;
  /** What the line says; null where it says neither yes nor no. */
  readonly privileged: boolean | null;
}

/** What a batch wants for all its lines. A line may choose another route. */
export interface BatchWishes {
  readonly route: Route;
  readonly tokens: TokenChoice;
  readonly directory: DirectoryKind;
}

export interface JudgedRecipients {
  readonly good: RecipientLine[];
  readonly bad: BadLine[];
  readonly warnings: BadLine[];
}

const yes = ['yes', 'y', 'true', '1', 'oui', 'x'];
const no = ['no', 'n', 'false', '0', 'non'];
/** Header spellings that mean one of our columns. */
const synonyms: Readonly<Record<string, RecipientColumn>> = {
  userprincipalname: 'upn',
  'user principal name': 'upn',
  displayname: 'display name',
  name: 'display name',
  mail: 'email',
  'e-mail': 'email',
  postalcode: 'postal code',
  zip: 'postal code',
};

/**
 * Judges a whole recipients' CSV (comma or semicolon, BOM, CRLF, padded cells): every bad line with its number and
 * reason. Line 1 is the header. What is missing until a later step is a warning.
 */
export function judgeRecipients(csv: string, batch: BatchWishes): JudgedRecipients {
  const rows = readRows(csv);
  if (typeof rows === 'string') return { good: [], bad: [{ line: 1, reason: rows }], warnings: [] };
  const judged: JudgedRecipients = { good: [], bad: [], warnings: [] };
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    const result = judgeLine(cells, batch);
    if (typeof result === 'string') {
      judged.bad.push({ line, reason: result });
      continue;
    }
    const before = seen.get(result.recipient.upn);
    if (before !== undefined)
      judged.warnings.push({
        line,
        reason: `${result.recipient.upn} is on line ${String(before)} too: this makes a second token.`,
      });
    seen.set(result.recipient.upn, line);
    const { street, city, country } = result.recipient.address;
    if (street === null || city === null || country === null) {
      judged.warnings.push({
        line,
        reason: 'No complete postal address (street, city, country): the token can only be handed over.',
      });
    }
    const zeros = zerosLostIn(result.recipient.address);
    if (zeros !== null) judged.warnings.push({ line, reason: zeros });
    judged.good.push({ line, ...result });
  }
  if (rows.length === 0) judged.bad.push({ line: 1, reason: 'There is no recipient below the header.' });
  return judged;
}

type Cells = CsvRow<RecipientColumn>['cells'];

function readRows(csv: string): readonly CsvRow<RecipientColumn>[] | string {
  try {
    const { header, rows } = readCsv(csv, asColumn);
    const known = `It may name: ${recipientColumns.join(', ')}.`;
    if (!header.some(({ column }) => column === 'upn')) return `The header names no “upn” column. ${known}`;
    const unknown = header.find(({ cell, column }) => column === null && cell.trim() !== '');
    return unknown === undefined ? rows : `The header names “${unknown.cell}”, which is not known. ${known}`;
  } catch (error) {
    if (error instanceof UnreadableCsv) return `The file is not a readable CSV (${error.message}).`;
    throw error;
  }
}

function asColumn(cell: string): RecipientColumn | null {
  const name = cell.trim().toLowerCase().replace(/_/g, ' ');
  return recipientColumns.find((column) => column === name) ?? synonyms[name] ?? null;
}

function judgeLine(cells: Cells, batch: BatchWishes): Omit<RecipientLine, 'line'> | string {
  const said = (cells.privileged ?? '').toLowerCase();
  if (said !== '' && !yes.includes(said) && !no.includes(said)) return 'privileged: say yes or no';
  const privileged = said === '' ? null : yes.includes(said);
  const route = Route.safeParse(
    cells.route === undefined || cells.route === '' ? batch.route : cells.route.toLowerCase(),
  );
  if (!route.success) return `route: one of ${Route.options.join(', ')}, or empty`;
  const objection = objectionTo(batch.tokens, route.data, batch.directory);
  if (objection !== null) return objection.en;
  const lost = lostIn(cells);
  if (lost !== null) return lost;
  const parsed = Recipient.safeParse({
    upn: cells.upn ?? '',
    displayName: cells['display name'] ?? '',
    email: cells.email ?? '',
    phone: cells.phone ?? '',
    language: (cells.language ?? '').toLowerCase(),
    privileged: privileged ?? false,
    reference: cells.reference ?? '',
    address: {
      street: cells.street ?? '',
      extra: cells.extra ?? '',
      postalCode: cells['postal code'] ?? '',
      city: cells.city ?? '',
      region: cells.region ?? '',
      country: cells.country ?? '',
    },
  });
  if (parsed.success) return { recipient: parsed.data, route: route.data, privileged };
  return parsed.error.issues.map((issue) => `${String(issue.path.at(-1) ?? '')}: ${issue.message}`).join('; ');
}
