import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { theDepot } from '../audit/actor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { Log } from '../platform/http/log.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { lockJob } from '../workflow/job-record.js';
import { ShipService } from '../workflow/ship/ship.service.js';
import { KiosksService } from './kiosks.service.js';
import { recipientActor } from './recipient-actor.js';
import { idleSince } from './self-sessions.js';
import { openAtReader } from './self-states.js';
import { VisitsService, putBack } from './visits.service.js';

const everySeconds = 5;

/** What nobody is there to do at a kiosk: ending visits, taking jobs off the readers, closing what was handed over. */
@Injectable()
export class SelfServiceSweeper implements OnModuleInit, OnApplicationShutdown {
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly visits: VisitsService,
    private readonly kiosks: KiosksService,
    private readonly ship: ShipService,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.#log = log.of('self-service');
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      if (this.#busy) return;
      this.#busy = true;
      this.sweep()
        .catch((error: unknown) => {
          this.#log.warn({ err: error }, 'Self-service could not be swept; it is tried again');
        })
        .finally(() => (this.#busy = false));
    }, everySeconds * 1000);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async sweep(): Promise<void> {
    await this.#endIdle();
    await this.#closeOld();
    await this.#putOrphansBack();
    await this.#handOver();
  }

  /** A killed page or a closed lid says nothing: its visit ends here. */
  async #endIdle(): Promise<void> {
    const idle = await this.work.read
      .selectFrom('self_visit')
      .select(['id', 'job_id', 'station_id'])
      .where('seen_at', '<=', idleSince(this.clock.now()))
      .execute();
    for (const { id, job_id: jobId, station_id: stationId } of idle) {
      await this.visits.end({ id, jobId, stationId }, 'idle', theDepot);
    }
  }

  /** A kiosk whose week is over no longer keeps the bench from its station. */
  async #closeOld(): Promise<void> {
    const old = await this.work.read
      .selectFrom('station')
      .select('id')
      .where('kiosk_until', '<=', this.clock.now())
      .execute();
    for (const { id } of old) await this.kiosks.end(id, theDepot);
  }

  /** A token was lifted before it was written, and its recipient has gone: the next token there is somebody else's. */
  async #putOrphansBack(): Promise<void> {
    const orphans = await this.work.read
      .selectFrom('job')
      .innerJoin('station', 'station.id', 'job.station_id')
      .leftJoin('self_visit', 'self_visit.job_id', 'job.id')
      .select('job.id')
      .where('station.kiosk_id', 'is not', null)
      .where('state', 'in', [...openAtReader])
      .where('job.serial', 'is', null)
      .where('self_visit.id', 'is', null)
      .execute();
    for (const { id } of orphans) {
      await this.work.run(async (trx) => {
        const job = await lockJob(trx, id);
        const visit = await trx.selectFrom('self_visit').select('id').where('job_id', '=', id).executeTakeFirst();
        if (visit === undefined) await putBack(trx, job, theDepot);
      });
    }
  }

  /**
   * A token that its recipient proved at a kiosk is in their hand: nobody packs it. One of several for a recipient whose parcel is
   * open stays with the desk, for the parcel goes as a whole.
   */
  async #handOver(): Promise<void> {
    const made = await this.work.read
      .selectFrom('self_code')
      .innerJoin('job', 'job.id', 'self_code.job_id')
      .select(['self_code.id as code_id', 'job.id', 'number', 'recipient_id', 'state', 'serial'])
      .where('proved_at', 'is not', null)
      .where('handed_over_at', 'is', null)
      .where('voided_at', 'is', null)
      .where('state', 'in', ['packing', 'packed'])
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('job as other')
              .select('other.id')
              .whereRef('other.recipient_id', '=', 'job.recipient_id')
              .whereRef('other.id', '!=', 'job.id')
              .where('other.state', '=', 'packed'),
          ),
        ),
      )
      .execute();
    for (const job of made) {
      const actor = recipientActor({ recipientId: job.recipient_id, jobNumber: job.number }, null);
      try {
        if (job.state === 'packing') await this.ship.pack(job.id, job.serial ?? '', actor);
        await this.ship.handOver(job.id, actor);
      } catch (error) {
        // Somebody at the desk was quicker.
        if (!(error instanceof ProblemError)) throw error;
      }
      await this.work.read
        .updateTable('self_code')
        .set({ handed_over_at: this.clock.now() })
        .where('id', '=', job.code_id)
        .execute();
    }
  }
}
