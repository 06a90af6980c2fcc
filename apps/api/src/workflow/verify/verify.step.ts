import { Injectable } from '@nestjs/common';
import { compiledOnce } from '../../platform/database/compiled-once.js';
import { Directory } from '../../directory/directory.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../job-record.js';
import type { StepHandler } from '../step-handler.js';

const stepDone = compiledOnce((db, given: { id: string; attempt: number }) =>
  db.updateTable('job').set({ step_done: true }).where('id', '=', given.id).where('attempt', '=', given.attempt),
);

/**
 * Verify, before anybody types: the seed on record must open, so that a wrong keyring is found while the token
 * still lies on the bench and not as five “wrong” codes. Then the directory gets ready for the code, in the background.
 */
@Injectable()
export class VerifyStep implements StepHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly directory: Directory,
  ) {}

  async handle(job: JobRecord): Promise<void> {
    if (job.seed_id === null) throw new ProblemError('seed-unreadable');
    await this.vault.use(this.work.read, job.seed_id, () => undefined);
    await this.directory.prepare(job);
    // One statement, which leaves nothing to a relay or to the chain.
    await stepDone(this.work.read, job);
  }
}
