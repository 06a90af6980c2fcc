import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { tokenKinds } from '@depot/contracts';
import type { PermitKind } from '@depot/contracts';
import type { Actor } from '../../../audit/actor.js';
import { recordEvents } from '../../../audit/record-event.js';
import type { Trx } from '../../../platform/database/database.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { lockJob } from '../../job-record.js';
import type { JobRecord } from '../../job-record.js';
import { makeOrder, openOrder, takeOrderBack } from '../orders.js';

/** What somebody allows for one job on one device. */
export interface NewPermit {
  readonly kind: PermitKind;
  readonly serial: string;
  readonly profile: number | null;
  readonly reason: string;
}

/** What people decide about a job on a token with many profiles. */
@Injectable()
export class MoltoService {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Names the profile to be written, or (null) leaves it to the lowest that is free.
   * @throws ProblemError `move-refused` once the job holds a profile, or while one is being written
   */
  async nameProfile(jobId: string, profile: number | null, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      refuseOtherFamilies(job);
      if (job.serial !== null || !['waiting', 'capturing', 'burning', 'stopped'].includes(job.state)) {
        throw new ProblemError(
          'move-refused',
          `Job ${String(job.number)} is ${job.state}: its profile cannot be chosen any more.`,
        );
      }
      const order = await openOrder(trx, job.id);
      await takeOrderBack(trx, job);
      const named = await trx
        .updateTable('job')
        .set({ wanted_profile: profile })
        .where('id', '=', job.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      if (order !== undefined) await orderAgain(trx, named, { actor });
      await recordEvents(trx, [about(job, { kind: 'job.profile-named', actor, facts: { profile } })]);
    });
  }

  /**
   * Yes to what the job's order asks: the order is made anew, for that device.
   * @throws ProblemError `move-refused` when the order asks nothing of the kind (any more)
   */
  async permit(jobId: string, { reason, ...permit }: NewPermit, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      refuseOtherFamilies(job);
      const asks = (await openOrder(trx, job.id))?.asks;
      if (asks?.kind !== permit.kind || asks.serial !== permit.serial || asks.profile !== permit.profile) {
        throw new ProblemError('move-refused', `Job ${String(job.number)} does not ask for this.`);
      }
      await takeOrderBack(trx, job);
      await trx
        .insertInto('permit')
        .values({ id: randomUUID(), job_id: job.id, ...permit })
        .execute();
      await orderAgain(trx, job, { actor, named: permit.serial });
      const { triesLeft } = asks;
      const facts = { reason, kind: permit.kind, profile: permit.profile, triesLeft };
      await recordEvents(trx, [about(job, { kind: 'job.permitted', actor, serial: permit.serial, facts })]);
    });
  }
}

function refuseOtherFamilies(job: JobRecord): void {
  if (job.route !== 'import' && tokenKinds[job.family].profiles > 1) return;
  throw new ProblemError('move-refused', `Job ${String(job.number)} is for a token of one profile.`);
}

async function orderAgain(trx: Trx, job: JobRecord, of: { actor: Actor; named?: string }): Promise<void> {
  const { station_id, seed_id } = job;
  if (station_id === null || seed_id === null) throw new Error('An order was open without a station or a seed.');
  await makeOrder(trx, { ...job, station_id, seed_id }, of);
}

function about(job: JobRecord, event: { kind: string; actor: Actor; serial?: string; facts: Record<string, unknown> }) {
  return { ...event, batchId: job.batch_id, jobId: job.id, stationId: job.station_id };
}
