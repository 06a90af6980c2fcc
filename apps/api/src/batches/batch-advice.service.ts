import { Injectable } from '@nestjs/common';
import type { RouteAdvice } from '@depot/contracts';
import { RouteAdviceService } from '../directory/route-advice.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { judgeRecipients } from './recipients-csv.js';
import type { BatchWishes } from './recipients-csv.js';

/** Which route suits whom of a batch, by the directory's word. */
@Injectable()
export class BatchAdviceService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly routes: RouteAdviceService,
  ) {}

  /** Of an upload, before anything is made: its usable lines. */
  onUpload(request: Omit<BatchWishes, 'directory'> & { csv: string }): Promise<RouteAdvice> {
    const { good } = judgeRecipients(request.csv, { ...request, directory: 'graph' });
    return this.routes.adviseOn(good.map(({ recipient, route }) => ({ upn: recipient.upn, route })));
  }

  /** Of a batch, as far as its jobs have not been begun. */
  async onBatch(id: string): Promise<RouteAdvice> {
    const waiting = await this.work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .select(['recipient.upn', 'job.route'])
      .where('job.batch_id', '=', id)
      .where('job.state', '=', 'waiting')
      .orderBy('job.number')
      .execute();
    return this.routes.adviseOn(waiting);
  }
}
