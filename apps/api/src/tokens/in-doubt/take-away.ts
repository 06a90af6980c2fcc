import { Injectable } from '@nestjs/common';
import { firstStateAtStation } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import { letGo } from '../../directory/life-after/let-go.js';
import type { Trx } from '../../platform/database/database.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { Vault } from '../../platform/vault/vault.js';
import { takeOrderBack } from '../../workflow/burn/orders.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { moveJob } from '../../workflow/move-job.js';
import { endBindings } from '../end-bindings.js';

interface How {
  readonly move: 'set-aside' | 'put-back';
  readonly actor: Actor;
  /** Null where nobody was asked for one. */
  readonly reason: string | null;
}

/** Takes a job's token from it: the job keeps its place, and goes on with another token and, but for a factory seed, another seed. */
@Injectable()
export class TakeAway {
  constructor(
    private readonly vault: Vault,
    private readonly credentials: ClientCredentials,
  ) {}

  /** @param job locked @throws ProblemError `move-refused` */
  async take(trx: Trx, job: JobRecord, { move, actor, reason }: How): Promise<void> {
    await takeOrderBack(trx, job);
    const token = trx.updateTable('token').where('job_id', '=', job.id);
    const imported = job.route === 'import';
    const isKept = job.seed_id === null || (await this.vault.has(trx, job.seed_id));
    // A factory seed goes back to stock with its token, and what Entra has of it stays good; any other is over.
    await letGo(trx, job, { goal: imported && isKept ? 'unassigned' : 'deleted', credentials: this.credentials });
    if (imported && isKept) await token.set({ status: 'stock', job_id: null }).execute();
    else await token.set({ status: 'returned', job_id: null, seed_id: null }).execute();
    // The seed of the others is a generation that is over: it goes when the next one is proved.
    if (imported && job.seed_id !== null) await this.vault.assign(trx, job.seed_id, null);
    await endBindings(trx, { jobId: job.id }, reason);
    const generation = imported ? job.generation : job.generation + 1;
    await moveJob(trx, job, move, {
      to: firstStateAtStation(job.route),
      actor,
      set: { serial: null, profile: 0, seed_id: null, generation, shipment_id: null, tries: 0, accepted: false },
      facts: { ...(reason === null ? {} : { reason }), token: job.serial },
    });
  }
}
