import { Injectable } from '@nestjs/common';
import { codeAt } from '@depot/totp';
import { theDepot } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { Directory } from '../../directory/directory.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../job-record.js';

/**
 * Where the batch allows it, a token whose typed code came too late is activated with a code computed from its seed, at
 * the drift that its own code showed: Entra learns the token's clock, as it would from the token.
 */
@Injectable()
export class ComputedCode {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly directory: Directory,
  ) {}

  /** @returns whether the token is active by it; if not, somebody types a code as always */
  async activates(job: JobRecord): Promise<boolean> {
    const { seed_id: seedId } = job;
    const drift = await this.#driftWhereAllowed(job);
    if (seedId === null || drift === null) return false;
    // Before it is used: a plug pulled afterwards must not leave it unsaid.
    await this.work.run((trx) =>
      recordEvents(trx, [
        {
          kind: 'directory.computed-code',
          actor: theDepot,
          batchId: job.batch_id,
          jobId: job.id,
          serial: job.serial,
          facts: { drift },
        },
      ]),
    );
    const now = this.clock.unixSeconds() + drift;
    const code = await this.vault.use(this.work.read, seedId, (seed) =>
      codeAt(seed.expose(), { algorithm: job.algorithm, digits: 6, period: job.period }, now),
    );
    return (await this.directory.activate(job, code)).done;
  }

  /** The token's drift, measured by a code of its own; null where there is none, or the batch does not allow it. */
  async #driftWhereAllowed(job: JobRecord): Promise<number | null> {
    const row = await this.work.read
      .selectFrom('batch')
      .innerJoin('token', (join) =>
        join.on('token.serial', '=', job.serial ?? '').on('token.profile', '=', job.profile),
      )
      .select('token.drift')
      .where('batch.id', '=', job.batch_id)
      .where('batch.computed_code', '=', true)
      .executeTakeFirst();
    return row?.drift ?? null;
  }
}
