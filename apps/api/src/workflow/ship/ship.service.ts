import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import type { Trx } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { loadJob, lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';

/** Parcels: opened by scanning the token, closed with carrier and tracking or by hand-over, then followed. */
@Injectable()
export class ShipService {
  constructor(private readonly work: UnitOfWork) {}

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
  post(jobId: string, parcel: { carrier: string; tracking: string }, actor: Actor): Promise<void> {
    return this.#send(jobId, 'post', { kind: 'parcel', ...parcel }, actor);
  }

  handOver(jobId: string, actor: Actor): Promise<void> {
    return this.#send(jobId, 'hand-over', { kind: 'hand-over', carrier: null, tracking: null }, actor);
  }

  /** The carrier says so: a reminder to ask for a code, not a proof. */
  async deliver(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      await together(
        moveJob(trx, job, 'deliver', { to: 'delivered', actor }),
        trx
          .updateTable('shipment')
          .set({ delivered_at: new Date() })
          .where('id', '=', job.shipment_id ?? '')
          .where('delivered_at', 'is', null)
          .execute(),
      );
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

  async #send(
    jobId: string,
    move: 'post' | 'hand-over',
    how: { kind: 'parcel' | 'hand-over'; carrier: string | null; tracking: string | null },
    actor: Actor,
  ): Promise<void> {
    await this.work.run(async (trx) => {
      // Jobs of one parcel may be sent off by two people at once: the parcel is locked first, then its jobs.
      const job = await loadJob(trx, jobId);
      if (job.state !== 'packed' || job.shipment_id === null) {
        throw new ProblemError(
          'move-refused',
          `Job ${String(job.number)} is ${job.state}; open its parcel by scanning the token.`,
        );
      }
      const shipmentId = job.shipment_id;
      const [, sent, packed] = await together(
        how.kind === 'parcel' ? refuseWithoutAddress(trx, job) : Promise.resolve(),
        trx
          .updateTable('shipment')
          .set({ ...how, sent_at: new Date() })
          .where('id', '=', shipmentId)
          .where('sent_at', 'is', null)
          .returning('id')
          .executeTakeFirst(),
        trx
          .selectFrom('job')
          .selectAll()
          .where('shipment_id', '=', shipmentId)
          .where('state', '=', 'packed')
          .orderBy('number')
          .forUpdate()
          .execute(),
      );
      if (sent === undefined) {
        throw new ProblemError(
          'move-refused',
          'This parcel has left already. Open a new one: unpack, then scan the token again.',
        );
      }
      const facts = { shipment: shipmentId, carrier: how.carrier, tracking: how.tracking };
      for (const each of packed) await moveJob(trx, each, move, { to: 'shipping', actor, facts });
    });
  }
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
