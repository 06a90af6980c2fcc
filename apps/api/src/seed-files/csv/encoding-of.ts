import { SeedFileRefused } from '../seed-file-refused.js';
import { cellsOf } from './csv-records.js';
import { writingsOf } from './secret-text.js';
import type { SecretEncoding } from './secret-text.js';

/**
 * How the seeds of a CSV are written, by looking at all of them: one that can only be Base32 or only be hex decides.
 * @throws SeedFileRefused `needs-encoding` where none decides, or where they disagree
 */
export async function encodingOf(
  text: AsyncIterable<string>,
  { separator, hasHeader, secret }: { separator: string; hasHeader: boolean; secret: number },
): Promise<SecretEncoding> {
  const only = { base32: 0, hex: 0 };
  let isFirst = true;
  for await (const { record } of cellsOf(text, separator)) {
    const isHeader = isFirst && hasHeader;
    isFirst = false;
    const writings = isHeader ? [] : writingsOf(record[secret] ?? '');
    const [writing] = writings;
    if (writing !== undefined && writings.length === 1) only[writing] += 1;
  }
  if (only.base32 > 0 && only.hex === 0) return 'base32';
  if (only.hex > 0 && only.base32 === 0) return 'hex';
  throw new SeedFileRefused(
    'needs-encoding',
    only.hex > 0
      ? 'Some seeds of the file can only be Base32, others only hex. Say which one the vendor uses; the others will be handed back.'
      : 'The seeds of the file may be Base32 or hex, and each reading gives other codes. Ask the vendor which it is.',
  );
}
