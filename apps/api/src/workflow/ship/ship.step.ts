import { Injectable } from '@nestjs/common';
import { ArrivalCodes } from '../../arrival/arrival-codes.js';
import { theDepot } from '../../audit/actor.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import type { StepHandler } from '../step-handler.js';

/** Ship: the shipment leaves; every job in it is on its way. */
@Injectable()
export class ShipStep implements StepHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly codes: ArrivalCodes,
  ) {}

  handle(job: JobRecord): Promise<void> {
    return this.work.run(async (trx) => {
      const shipment = await trx
        .selectFrom('shipment')
        .selectAll()
        .where('id', '=', job.shipment_id ?? '')
        .executeTakeFirst();
      if (shipment?.kind == null) throw new ProblemError('move-refused', 'The job has no shipment.');
      await together(
        moveJob(trx, job, 'shipped', {
          to: shipment.kind === 'parcel' ? 'shipped' : 'handed-over',
          actor: theDepot,
          facts: { shipment: shipment.id, carrier: shipment.carrier, tracking: shipment.tracking },
        }),
        shipment.kind === 'parcel' ? this.codes.send(trx, job.id) : Promise.resolve(),
      );
    });
  }
}
