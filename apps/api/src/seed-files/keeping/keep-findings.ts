import { sql } from 'kysely';
import type { SeedFindingKind } from '@depot/contracts';
import type { Trx } from '../../platform/database/database.js';
import type { FileKey } from '../../platform/vault/file-key.js';
import type { JudgedRow } from '../judging/judged-row.js';

interface FindingRow {
  readonly row: number;
  readonly kind: SeedFindingKind;
  readonly line: number;
  readonly reason: string;
  readonly ciphertext: string | null;
}

/**
 * Puts down what was found in some rows, in place of what was found in them before. A bad row is kept as it stands in the file, sealed
 * with the file's key. @param first the number of the first of these rows in the file, from 0
 */
export async function keepFindings(
  trx: Trx,
  rows: readonly JudgedRow[],
  { fileId, first, key }: { fileId: string; first: number; key: FileKey },
): Promise<void> {
  await trx
    .deleteFrom('seed_file_finding')
    .where('file_id', '=', fileId)
    .where('row', '>=', first)
    .where('row', '<', first + rows.length)
    .execute();
  const findings = rows.flatMap((judged, at): FindingRow[] => {
    const { line, raw } = judged.row;
    const row = first + at;
    if (judged.verdict === 'bad') {
      const ciphertext = Buffer.from(key.seal(placeOfRow(row), Buffer.from(raw))).toString('hex');
      return [{ row, line, ...judged.finding, ciphertext }];
    }
    const warnings = judged.verdict === 'good' ? judged.warnings : [];
    return warnings.map((warning) => ({ row, line, ...warning, ciphertext: null }));
  });
  if (findings.length === 0) return;
  await sql`
    INSERT INTO depot.seed_file_finding (file_id, row, kind, line, reason, ciphertext)
    SELECT ${fileId}::uuid, row, kind, line, reason, decode(ciphertext, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(findings)}) AS finding (
      row integer, kind text, line integer, reason text, ciphertext text)`.execute(trx);
}

/** Where in the file a row that is handed back was sealed. */
export function placeOfRow(row: number): string {
  return `row ${String(row)}`;
}
