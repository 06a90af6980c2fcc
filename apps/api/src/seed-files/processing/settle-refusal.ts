import type { SeedFileQuestion } from '@depot/contracts';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import type { SealedFiles } from '../../platform/vault/sealed-files.js';
import type { SeedFileFault, SeedFileRefused } from '../seed-file-refused.js';
import { now } from './seed-file-record.js';
import type { SeedFileRecord } from './seed-file-record.js';

/** Faults that an answer mends, and what is asked for it. */
const questions: Partial<Record<SeedFileFault, SeedFileQuestion['kind']>> = {
  'needs-secret': 'secret',
  'wrong-secret': 'secret',
  'needs-columns': 'columns',
  'needs-encoding': 'encoding',
};

/** What becomes of a file that could not be read as it is: it waits for an answer, or is refused and everything of it destroyed. */
export async function settleRefusal(
  trx: Trx,
  file: SeedFileRecord,
  { error, files }: { error: SeedFileRefused; files: SealedFiles },
): Promise<void> {
  const kind = questions[error.fault];
  await trx.deleteFrom('seed_file_finding').where('file_id', '=', file.id).execute();
  if (kind !== undefined) {
    const question = { kind, detail: error.message, again: error.fault === 'wrong-secret' };
    await trx
      .updateTable('seed_file')
      .set({ status: 'asking', question: JSON.stringify(question), updated_at: now })
      .where('id', '=', file.id)
      .execute();
  } else {
    await files.destroy(trx, file.id);
    await trx
      .updateTable('seed_file')
      .set({ status: 'refused', refusal: error.message, updated_at: now })
      .where('id', '=', file.id)
      .execute();
  }
  const what = kind === undefined ? 'seed-file.refused' : 'seed-file.asks';
  await recordEvents(trx, [{ kind: what, actor: file.actor, facts: { name: file.name, fault: error.fault } }]);
}
