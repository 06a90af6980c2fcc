import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { JobState } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { Notices } from '../../notices/notices.js';
import type { Trx } from '../../platform/database/database.js';
import { refuseReader } from '../../helpdesk/read-out-fences.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { loadJob, lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { liesInParcel } from './lies-in-parcel.js';

/** Parcels: opened by scanning the token, closed with carrier and tracking or by hand-over, then followed. */
@Injectable()
export class ShipService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `wrong-serial` when another token was scanned */
  async pack(jobId: string, serial: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.state === 'packing' && job.serial !== serial) {
        throw new ProblemError(
          'wrong-serial',
          `This is token ${serial}. Job ${String(job.number)} is for token ${job.serial ?? ''}.`,
          {
            expected: job.serial,
            serial,
          },
        );
      }
      const shipmentId = await openShipment(trx, job.recipient_id);
      await moveJob(trx, job, 'pack', {
        to: 'packed',
        actor,
        set: { shipment_id: shipmentId },
        facts: { shipment: shipmentId },
      });
    });
  }

  async unpack(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      await moveJob(trx, job, 'unpack', { to: 'packing', actor, set: { shipment_id: null } });
    });
  }

  /** Closes the parcel: every job packed in it goes with it. */
  async post(jobId: string, parcel: { carrier: string; tracking: string }, actor: Actor): Promise<void> {
    await this.postParcel(await this.#parcelOf(jobId), parcel, actor);
  }

  /** The same by the parcel. @throws ProblemError `move-refused`, `address-missing`, `not-found` */
  postParcel(id: string, parcel: { carrier: string; tracking: string | null }, actor: Actor): Promise<void> {
    return this.#send(id, 'post', { kind: 'parcel', ...parcel }, actor);
  }

  async handOver(jobId: string, actor: Actor): Promise<void> {
    const how = { kind: 'hand-over', carrier: null, tracking: null } as const;
    await this.#send(await this.#parcelOf(jobId), 'hand-over', how, actor);
  }

  async unpost(jobId: string, actor: Actor): Promise<void> {
    const { number, state, shipment_id: id } = await loadJob(this.work.read, jobId);
    if (id === null) throw new ProblemError('move-refused', `Job ${String(number)} is ${state}; it lies in no parcel.`);
    await this.unpostParcel(id, actor);
  }

  /** The parcel has not left the house after all: it is open again, with all that lay in it. */
  async unpostParcel(id: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const jobs = (await lockJobsIn(trx, id)).filter(liesInParcel);
      const parcel = await loadShipment(trx, id);
      if (parcel.kind !== 'parcel' || parcel.sent_at === null) {
        throw new ProblemError('move-refused', 'This parcel has not been posted.');
      }
      if (jobs.length === 0)
        throw new ProblemError('move-refused', 'Nothing lies in this parcel, or it has left already.');
      const others = await trx
        .selectFrom('shipment')
        .select('id')
        .where('recipient_id', '=', parcel.recipient_id)
        .where('sent_at', 'is', null)
        .executeTakeFirst();
      if (others !== undefined) {
        throw new ProblemError(
          'move-refused',
          'Another parcel for the same recipient is open by now: post that one first, then take this one back.',
        );
      }
      const change = { kind: null, carrier: null, tracking: null, sent_at: null };
      await trx.updateTable('shipment').set(change).where('id', '=', id).execute();
      for (const job of jobs)
        await moveJob(trx, job, 'unpost', { to: 'packed', actor, facts: { shipment: id, carrier: parcel.carrier } });
    });
  }

  /** The number of a parcel that was posted without one, or a better one; null takes it away. */
  async track(id: string, tracking: string | null, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const jobs = (await lockJobsIn(trx, id)).filter(liesInParcel);
      const parcel = await loadShipment(trx, id);
      const isUnderway = jobs.length > 0 && jobs.every(({ state }) => underway.includes(state));
      if (parcel.kind !== 'parcel' || parcel.sent_at === null || !isUnderway) {
        throw new ProblemError('move-refused', 'This parcel is not on its way.');
      }
      await trx.updateTable('shipment').set({ tracking }).where('id', '=', id).execute();
      await recordEvents(
        trx,
        jobs.map((job) => ({
          kind: tracking === null ? 'job.untracked' : 'job.tracked',
          actor,
          batchId: job.batch_id,
          jobId: job.id,
          stationId: job.station_id,
          serial: job.serial,
          facts: { shipment: id, carrier: parcel.carrier, tracking },
        })),
      );
    });
  }

  /** The carrier says so: a reminder to ask for a code, not a proof. */
  async deliver(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      await together(
        moveJob(trx, job, 'deliver', { to: 'delivered', actor }),
        trx
          .updateTable('shipment')
          .set({ delivered_at: this.clock.now() })
          .where('id', '=', job.shipment_id ?? '')
          .where('delivered_at', 'is', null)
          .execute(),
      );
      await this.notices.notify(trx, { kind: 'reminder', jobId });
    });
  }

  async return(jobId: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await moveJob(trx, await lockJob(trx, jobId), 'return', { to: 'returned', actor, facts: { reason } });
    });
  }

  async repack(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await moveJob(trx, await lockJob(trx, jobId), 'repack', { to: 'packing', actor, set: { shipment_id: null } });
    });
  }

  /** The open parcel of a job that lies in one. */
  async #parcelOf(jobId: string): Promise<string> {
    const job = await loadJob(this.work.read, jobId);
    if (job.state !== 'packed' || job.shipment_id === null) {
      throw new ProblemError(
        'move-refused',
        `Job ${String(job.number)} is ${job.state}; open its parcel by scanning the token.`,
      );
    }
    return job.shipment_id;
  }

  async #send(
    id: string,
    move: 'post' | 'hand-over',
    how: { kind: 'parcel' | 'hand-over'; carrier: string | null; tracking: string | null },
    actor: Actor,
  ): Promise<void> {
    await this.work.run(async (trx) => {
      const packed = (await lockJobsIn(trx, id)).filter(({ state }) => state === 'packed');
      const [first] = packed;
      if (first === undefined)
        throw new ProblemError('move-refused', 'Nothing lies in this parcel, or it has left already.');
      const [, sent] = await together(
        how.kind === 'parcel' ? refuseWithoutAddress(trx, first) : Promise.resolve(),
        trx
          .updateTable('shipment')
          .set({ ...how, sent_at: this.clock.now() })
          .where('id', '=', id)
          .where('sent_at', 'is', null)
          .returning('id')
          .executeTakeFirst(),
      );
      if (sent === undefined) {
        throw new ProblemError(
          'move-refused',
          'This parcel has left already. Open a new one: unpack, then scan the token again.',
        );
      }
      if (how.kind === 'hand-over') {
        const jobIds = packed.map((each) => each.id);
        await refuseReader(trx, jobIds, actor);
      }
      const facts = { shipment: id, carrier: how.carrier, tracking: how.tracking };
      for (const each of packed) await moveJob(trx, each, move, { to: 'shipping', actor, facts });
    });
  }
}

/** A parcel that has left and of which nobody said yet that it came. */
const underway: readonly JobState[] = ['shipping', 'shipped'];

/** All jobs of a parcel, always in the order of their numbers: two people may be at the same parcel, each with another token. */
function lockJobsIn(trx: Trx, shipmentId: string): Promise<JobRecord[]> {
  return trx
    .selectFrom('job')
    .selectAll()
    .where('shipment_id', '=', shipmentId)
    .orderBy('number')
    .forUpdate()
    .execute();
}

async function loadShipment(trx: Trx, id: string) {
  const row = await trx.selectFrom('shipment').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new ProblemError('not-found', 'There is no such parcel.');
  return row;
}

/** The recipient's open parcel, or a new one. */
async function openShipment(trx: Trx, recipientId: string): Promise<string> {
  const made = await trx
    .insertInto('shipment')
    .values({ id: randomUUID(), recipient_id: recipientId })
    .onConflict((conflict) => conflict.column('recipient_id').where('sent_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) return made.id;
  const open = await trx
    .selectFrom('shipment')
    .select('id')
    .where('recipient_id', '=', recipientId)
    .where('sent_at', 'is', null)
    .executeTakeFirstOrThrow();
  return open.id;
}

async function refuseWithoutAddress(trx: Trx, job: JobRecord): Promise<void> {
  const { upn, street, city, country } = await trx
    .selectFrom('recipient')
    .select(['upn', 'street', 'city', 'country'])
    .where('id', '=', job.recipient_id)
    .executeTakeFirstOrThrow();
  if (street === null || city === null || country === null) {
    throw new ProblemError('address-missing', `${upn} has no complete postal address (street, city and country).`);
  }
}
