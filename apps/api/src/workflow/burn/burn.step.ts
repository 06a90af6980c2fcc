import { Injectable } from '@nestjs/common';
import { theDepot } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../job-record.js';
import type { StepHandler } from '../step-handler.js';
import { makeOrder, openOrder } from './orders.js';

/** Burn: draws the seed where the depot owns it, then orders the burn at the job's station. */
@Injectable()
export class BurnStep implements StepHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  handle(job: JobRecord): Promise<void> {
    return this.work.run(async (trx) => {
      const [claimed, open] = await together(
        trx
          .updateTable('job')
          .set({ step_done: true })
          .where('id', '=', job.id)
          .where('attempt', '=', job.attempt)
          .where('step_done', '=', false)
          .where('state', '=', 'burning')
          .returningAll()
          .executeTakeFirst(),
        openOrder(trx, job.id),
      );
      if (claimed === undefined || open !== undefined) return;
      const stationId = claimed.station_id;
      if (stationId === null) throw new ProblemError('move-refused', 'The job is at no station.');
      const seedId = claimed.seed_id ?? (await this.#draw(trx, claimed));
      await together(
        claimed.seed_id === null ? this.#give(trx, claimed, seedId) : Promise.resolve(),
        makeOrder(trx, { ...claimed, station_id: stationId, seed_id: seedId }, { actor: theDepot }),
      );
    });
  }

  #draw(trx: Trx, job: JobRecord): Promise<string> {
    if (job.route !== 'own-seed') throw new ProblemError('move-refused', 'The job has no seed yet.');
    return this.vault.seal(trx, this.vault.draw(job.algorithm), { purpose: 'own', jobId: job.id });
  }

  async #give(trx: Trx, job: JobRecord, seedId: string): Promise<void> {
    await together(
      trx.updateTable('job').set({ seed_id: seedId }).where('id', '=', job.id).execute(),
      recordEvents(trx, [
        {
          kind: 'seed.sealed',
          actor: theDepot,
          batchId: job.batch_id,
          jobId: job.id,
          facts: { seed: seedId, purpose: 'own', generation: job.generation },
        },
      ]),
    );
  }
}
