import { Injectable } from '@nestjs/common';
import type { ChainHead } from '@depot/contracts';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import type { Actor } from './actor.js';
import type { ExportLine } from './export/export-line.js';
import { readChain, readHead } from './export/read-chain.js';
import { recordEvents } from './record-event.js';
import { chainAllPending } from './sequencer.js';

/** The record, to be checked elsewhere. */
@Injectable()
export class AuditService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  head(): Promise<ChainHead> {
    return readHead(this.work.read);
  }

  /** Puts the export on the record and in the chain, so that it holds its own making; then reads as fast as it is taken. */
  async export(reason: string, actor: Actor): Promise<AsyncGenerator<ExportLine>> {
    await this.work.run(async (trx) => {
      await recordEvents(trx, [{ kind: 'audit.exported', actor, facts: { reason } }]);
      await chainAllPending(trx);
    });
    return readChain(this.work.read, this.clock.now());
  }
}
