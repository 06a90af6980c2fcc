import { createHash } from 'node:crypto';
import { reasonColumn } from '../keeping/hand-back.js';
import type { CsvHeader } from './csv-header.js';

/**
 * What a CSV's header is known by: its names in their order, whatever their case. A file that was handed back with a reason column
 * is known by the others. Null without a header: two vendors' files could look alike.
 */
export function headerSignature({ names }: Pick<CsvHeader, 'names'>): string | null {
  if (names === null) return null;
  const folded = names.map((name) => name.trim().toLowerCase());
  if (folded.at(-1) === reasonColumn) folded.pop();
  return createHash('sha256').update(JSON.stringify(folded)).digest('hex');
}
