import { SeedFileRefused } from '../seed-file-refused.js';
import { cellsOf } from './csv-records.js';
import { isInDoubt, writingsOf } from './secret-text.js';
import type { SecretEncoding } from './secret-text.js';

interface Columns {
  readonly separator: string;
  readonly secret: number;
}

/**
 * How the seeds of a CSV with Entra's columns are written: Base32, as Entra wants it, unless the file gives reason to doubt it. Seeds that
 * may be either, and none that can only be Base32, are more likely hex: of Base32's letters, three in five would have shown.
 * The first seed that can only be Base32 settles it, and is nearly always the first of all.
 * @param start the file's first characters @param again begins the file anew, where those do not settle it
 * @throws SeedFileRefused `needs-encoding`
 */
export async function entrasEncoding(
  { start, again }: { start: string; again: () => Promise<AsyncIterable<string>> },
  columns: Columns,
): Promise<SecretEncoding> {
  const atStart = await look([start.slice(0, start.lastIndexOf('\n') + 1)], columns).catch(nothingKnown);
  if (atStart === 'base32') return 'base32';
  if ((await look(await again(), columns)) !== 'either') return 'base32';
  throw new SeedFileRefused(
    'needs-encoding',
    'The columns are Entra’s, whose seeds are Base32, but these may be hex as well, and each reading gives other codes. Ask the vendor which it is.',
  );
}

/** `either`: some seeds may be either, and none settles it; null: none may. @throws SeedFileRefused */
async function look(
  text: AsyncIterable<string> | readonly string[],
  { separator, secret }: Columns,
): Promise<'base32' | 'either' | null> {
  let isFirst = true;
  let found: 'either' | null = null;
  for await (const { record } of cellsOf(text, separator)) {
    const writings = isFirst ? [] : writingsOf(record[secret] ?? '');
    isFirst = false;
    if (writings.length === 1 && writings[0] === 'base32') return 'base32';
    if (writings.length === 2 && isInDoubt(record[secret] ?? '')) found = 'either';
  }
  return found;
}

/** A row may go on where its beginning was cut off. */
function nothingKnown(error: unknown): null {
  if (error instanceof SeedFileRefused) return null;
  throw error;
}
