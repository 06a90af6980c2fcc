import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import type { Trx } from '../../platform/database/database.js';
import { letGo } from '../../directory/life-after/let-go.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { Vault } from '../../platform/vault/vault.js';
import { isStationOnline } from '../../stations/station-presence.js';
import { endBindings } from '../../tokens/end-bindings.js';
import { openOrder, takeOrderBack } from '../burn/orders.js';
import type { OrderRecord } from '../burn/orders.js';
import { lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { pauseJob } from '../pause-job.js';
import { liesInParcel } from '../ship/lies-in-parcel.js';
import { endWayIn, holdsWayIn } from '../ship/lost/last-way-in.js';

/** Stopping is not losing: pausing, going on, and cancelling for good. */
@Injectable()
export class ControlService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly credentials: ClientCredentials,
  ) {}

  /**
   * Pauses a job; its seed stays. A burn whose agent went away in the middle becomes uncertain instead.
   * @throws ProblemError `move-refused` while a connected agent writes the token
   */
  async stop(jobId: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      const abandoned = await this.#abandonedOrder(trx, job);
      if (abandoned !== null) {
        const facts = { reason, code: 'agent-away' };
        const held = { serial: abandoned.serial, profile: abandoned.profile ?? 0 };
        await moveJob(trx, job, 'doubt', { to: 'uncertain', actor, set: held, facts });
        return;
      }
      await takeOrderBack(trx, job);
      await pauseJob(trx, job, { code: 'by-hand', detail: reason, actor });
    });
  }

  async goOn(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.resumes === null) throw new ProblemError('move-refused', `Job ${String(job.number)} is not paused.`);
      const left = job.resumes === 'packed' && (await hasLeft(trx, job.shipment_id));
      await moveJob(trx, job, 'go-on', {
        to: left ? 'packing' : job.resumes,
        actor,
        set: { tries: 0, ...(left ? { shipment_id: null } : {}) },
      });
    });
  }

  /**
   * Ends a job: our own seed and a user's QR seed are destroyed, a factory seed goes back to stock.
   * @throws ProblemError `method-first` where Microsoft has accepted the token and nobody said what became of it
   */
  async cancel(jobId: string, request: { reason: string; methodGone: boolean }, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      const lastWayIn = await holdsWayIn(trx, jobId);
      if ((job.accepted || lastWayIn) && !request.methodGone) throw new ProblemError('method-first');
      await takeOrderBack(trx, job);
      const written = await this.#mayBeWritten(trx, job);
      const isOut = !liesInParcel(job) || !(await hasLeft(trx, job.shipment_id));
      const cancelled = await moveJob(trx, job, 'cancel', {
        ...{ to: 'cancelled', actor, facts: { ...request } },
        ...(isOut ? { set: { shipment_id: null } } : {}),
      });
      const reason = 'the job that makes good for it was cancelled';
      await endWayIn(trx, this.vault, { newJobId: jobId, actor, reason });
      await endBindings(trx, { jobId: cancelled.id }, request.reason);
      await letGo(trx, job, { goal: 'deleted', credentials: this.credentials });
      await this.#giveTokensBack(trx, cancelled, written);
      if (job.route === 'import') {
        if (job.seed_id !== null) await this.vault.assign(trx, job.seed_id, null);
        return;
      }
      for (const seedId of await this.vault.supersededSeeds(trx, job.id, null)) {
        await this.vault.destroy(trx, seedId, {
          actor,
          reason: 'the job was cancelled',
          jobId: job.id,
          serial: job.serial,
        });
      }
    });
  }

  /** The order of a burn whose agent went away in the middle; it is closed by this. */
  async #abandonedOrder(trx: Trx, job: JobRecord): Promise<OrderRecord | null> {
    if (job.state !== 'burning') return null;
    const order = await openOrder(trx, job.id);
    if (order?.status !== 'reserved' || (await isStationOnline(trx, order.station_id))) return null;
    await trx.updateTable('burn_order').set({ status: 'done' }).where('id', '=', order.id).execute();
    return order;
  }

  async #mayBeWritten(trx: Trx, job: JobRecord): Promise<boolean> {
    const order = await trx
      .selectFrom('burn_order')
      .select('id')
      .where('job_id', '=', job.id)
      .where('status', '=', 'done')
      .limit(1)
      .executeTakeFirst();
    return order !== undefined;
  }

  /** Programmable tokens can be burned again; a classic one goes back to stock with its seed. */
  async #giveTokensBack(trx: Trx, job: JobRecord, written: boolean): Promise<void> {
    const tokens = trx.updateTable('token').where('job_id', '=', job.id);
    // A factory seed whose escrow is over is gone: the vendor's file is the token's way back to stock.
    const isKept = job.seed_id === null || (await this.vault.has(trx, job.seed_id));
    if (job.route === 'import' && isKept) await tokens.set({ status: 'stock', job_id: null }).execute();
    else if (job.route === 'import') await tokens.set({ status: 'returned', job_id: null, seed_id: null }).execute();
    else await tokens.set({ status: 'returned', job_id: null, ...(written ? { seed_id: null } : {}) }).execute();
  }
}

/** Whether a parcel was sent while the job was paused: without this job's token. */
async function hasLeft(trx: Trx, shipmentId: string | null): Promise<boolean> {
  if (shipmentId === null) return true;
  const shipment = await trx.selectFrom('shipment').select('sent_at').where('id', '=', shipmentId).executeTakeFirst();
  return shipment?.sent_at != null;
}
