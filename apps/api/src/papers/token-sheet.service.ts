import { Injectable } from '@nestjs/common';
import type { Me, SheetBinding, SheetEvent, TokenSheet } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { latestAnchors, signedAnchor } from '../audit/anchor/keep-anchors.js';
import { eventView } from '../audit/event-view.js';
import { readHead } from '../audit/export/read-chain.js';
import { recordEvents } from '../audit/record-event.js';
import { chainAllPending } from '../audit/sequencer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { TokensService } from '../tokens/tokens.service.js';
import { openPaper } from './paper.js';
import { certificatesIn, proofsIn } from './sheet-facts.js';
import { sheetTitle, writeTokenSheet } from './token-sheet.js';

/** More than a token has in ten lives. */
const most = 1000;

/** What an auditor asks of one token: who did what when, what proved it, and what became of its seed. */
@Injectable()
export class TokenSheets {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tokens: TokensService,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not-found` */
  async view(serial: string): Promise<TokenSheet> {
    const { profiles } = await this.tokens.device(serial);
    const bindings = await this.#bindings(serial);
    const all = await this.#events(serial);
    const events = all.slice(-most);
    const [anchor] = await latestAnchors(this.work.read);
    return {
      serial,
      madeAt: this.clock.now().toISOString(),
      profiles,
      bindings,
      events,
      more: all.length - events.length,
      proofs: proofsIn(events),
      certificates: certificatesIn(events),
      head: await readHead(this.work.read),
      anchor: anchor === undefined ? null : signedAnchor(anchor),
    };
  }

  /** As paper, to be taken away: it names people, so it is on record with its reason, and holds that row too. @returns a PDF */
  async print(serial: string, reason: string, by: { actor: Actor; me: Me }): Promise<Uint8Array> {
    await this.tokens.device(serial);
    await this.work.run(async (trx) => {
      await recordEvents(trx, [{ kind: 'token.sheet-made', actor: by.actor, serial, facts: { reason } }]);
      await chainAllPending(trx);
    });
    const sheet = await this.view(serial);
    const language = by.me.language ?? 'en';
    const paper = await openPaper({ title: sheetTitle(serial, language), language });
    writeTokenSheet(paper, sheet, { language, by: by.actor.name, reason });
    return paper.bytes();
  }

  async #bindings(serial: string): Promise<SheetBinding[]> {
    const rows = await this.work.read
      .selectFrom('binding')
      .innerJoin('job', 'job.id', 'binding.job_id')
      .innerJoin('recipient', 'recipient.id', 'binding.recipient_id')
      .select(['binding.job_id', 'job.number', 'binding.profile', 'upn', 'display_name'])
      .select(['bound_at', 'ended_at', 'ended_reason'])
      .where('binding.serial', '=', serial)
      .orderBy('bound_at')
      .execute();
    return rows.map((row) => ({
      jobId: row.job_id,
      jobNumber: row.number,
      profile: row.profile,
      upn: row.upn,
      displayName: row.display_name,
      boundAt: row.bound_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      endedReason: row.ended_reason,
    }));
  }

  /** What names the token, what its jobs did before they had one, and the file it came from. */
  async #events(serial: string): Promise<SheetEvent[]> {
    const db = this.work.read;
    const jobs = db.selectFrom('binding').select('job_id').where('serial', '=', serial);
    const held = db.selectFrom('job').select('job.id as job_id').where('job.serial', '=', serial);
    const rows = await db
      .selectFrom('event')
      .leftJoin('event_chain', 'event_chain.event_id', 'event.id')
      .leftJoin('job', 'job.id', 'event.job_id')
      .leftJoin('station', 'station.id', 'event.station_id')
      .selectAll('event')
      .select(['event_chain.seq', 'job.number', 'station.name as station_name'])
      .select(sql<string | null>`encode(event_chain.hash, 'hex')`.as('hash'))
      .where((is) =>
        is.or([
          is('event.serial', '=', serial),
          is.and([is('event.serial', 'is', null), is('event.job_id', 'in', jobs.union(held))]),
          is.and([
            is('event.kind', '=', 'tokens.stocked'),
            sql<boolean>`event.facts @> ${JSON.stringify({ tokens: [{ serial }] })}::jsonb`,
          ]),
        ]),
      )
      .orderBy('event.id')
      .execute();
    return rows.map((row) => ({
      ...eventView(row),
      // The others that came in the same file are nobody's business here.
      facts: row.kind === 'tokens.stocked' ? {} : row.facts,
      jobNumber: row.number,
      stationName: row.station_name,
      erased: row.salt === null,
      hash: row.hash,
    }));
  }
}
