import { Injectable } from '@nestjs/common';
import type { AnchorList, ChainHead } from '@depot/contracts';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { AnchorKey } from '../platform/vault/anchor-key.js';
import type { Actor } from './actor.js';
import { latestAnchors, signedAnchor } from './anchor/keep-anchors.js';
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
    private readonly anchorKey: AnchorKey,
  ) {}

  head(): Promise<ChainHead> {
    return readHead(this.work.read);
  }

  async anchors(): Promise<AnchorList> {
    const rows = await latestAnchors(this.work.read);
    const anchors = rows.map((row) => ({ ...signedAnchor(row), posted: row.posted_at?.toISOString() ?? null }));
    return { key: this.anchorKey.public, anchors };
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
