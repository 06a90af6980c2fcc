import { Injectable } from '@nestjs/common';
import type { SelfView } from '@depot/contracts';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { verifyTries } from '../workflow/verify/tries.js';
import type { Visit } from './kiosk-session.js';
import { KiosksService } from './kiosks.service.js';
import { stageOf } from './self-states.js';

/** A recipient's own job as they see it: no word of anybody else's. */
@Injectable()
export class SelfViews {
  constructor(
    private readonly work: UnitOfWork,
    private readonly kiosks: KiosksService,
  ) {}

  /** @throws ProblemError `not-found` */
  async of(visit: Visit): Promise<SelfView> {
    const job = await this.work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .leftJoin('burn_order', (join) =>
        join.onRef('burn_order.job_id', '=', 'job.id').on('burn_order.status', 'in', ['waiting', 'reserved']),
      )
      .select(['job.number', 'job.state', 'job.route', 'job.serial', 'job.tries', 'job.station_id'])
      .select(['upn', 'display_name', 'language', 'burn_order.status', 'burn_order.declined'])
      .where('job.id', '=', visit.jobId)
      .executeTakeFirst();
    if (job === undefined) throw new ProblemError('not-found');
    const stage = stageOf[job.state];
    // The desk took it over, or put it back.
    const elsewhere = stage !== 'done' && job.station_id !== visit.stationId;
    return {
      kiosk: await this.kiosks.view(visit.stationId),
      number: job.number,
      name: job.display_name ?? job.upn,
      upn: job.upn,
      language: job.language,
      route: job.route,
      stage: elsewhere ? 'desk' : stage,
      serial: job.serial,
      writing: job.status === 'reserved',
      declined: job.declined !== null,
      registered: job.state !== 'registering',
      triesLeft: Math.max(0, verifyTries - job.tries),
    };
  }
}
