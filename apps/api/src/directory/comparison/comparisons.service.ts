import { Injectable } from '@nestjs/common';
import type { ComparisonPage, ComparisonView, DifferenceView } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { ComparisonTable } from '../../platform/database/schema/life-after.js';
import { theTenant } from '../../platform/database/the-tenant.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { pageSize } from '../../workflow/job-views.js';
import { askComparison, nextByItself } from './ask-comparison.js';

/** Comparisons as people see them. */
@Injectable()
export class ComparisonsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
    private readonly clock: Clock,
  ) {}

  async page(page: number): Promise<ComparisonPage> {
    const tenant = await theTenant(this.work.read);
    const connected = (await this.credentials.connection(this.work.read, tenant)) !== null;
    const latest = await this.#newest(tenant, ['due', 'done', 'failed']);
    const finished = await this.#newest(tenant, ['done']);
    const counts = finished === null ? {} : await this.#counts(finished.id);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const differences = finished === null ? [] : await this.#differences(finished.id, page);
    const views = { latest: latest && viewOf(latest), finished: finished && viewOf(finished) };
    const nextBy = connected ? (await this.#next(tenant)).toISOString() : null;
    return { connected, nextBy, ...views, counts, differences, total, page, pageSize };
  }

  /** Now; one that is under way is as good. @throws ProblemError `not-connected` */
  async compareNow(actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const tenantId = await theTenant(trx);
      if ((await this.credentials.connection(trx, tenantId)) === null) throw new ProblemError('not-connected');
      const due = await trx
        .selectFrom('directory_comparison')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('status', '=', 'due')
        .executeTakeFirst();
      if (due !== undefined) return;
      await askComparison(trx, { tenantId, day: null, by: actor.name });
      await recordEvents(trx, [{ kind: 'directory.comparison-asked', actor }]);
    });
  }

  async #next(tenantId: string): Promise<Date> {
    const now = this.clock.now();
    const today = await this.work.read
      .selectFrom('directory_comparison')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('day', '=', now.toISOString().slice(0, 10))
      .executeTakeFirst();
    return nextByItself(now, today !== undefined);
  }

  async #newest(tenantId: string, statuses: ComparisonView['status'][]): Promise<Row | null> {
    const row = await this.work.read
      .selectFrom('directory_comparison')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('status', 'in', statuses)
      .orderBy('asked_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ?? null;
  }

  async #counts(id: string): Promise<ComparisonPage['counts']> {
    const rows = await this.work.read
      .selectFrom('directory_difference')
      .select(['kind', (row) => row.fn.countAll<number>().as('count')])
      .where('comparison_id', '=', id)
      .groupBy('kind')
      .execute();
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }

  async #differences(id: string, page: number): Promise<DifferenceView[]> {
    const rows = await this.work.read
      .selectFrom('directory_difference')
      .leftJoin('job', 'job.id', 'directory_difference.job_id')
      .leftJoin('recipient', 'recipient.id', 'job.recipient_id')
      .selectAll('directory_difference')
      .select(['job.number', 'recipient.upn'])
      .where('comparison_id', '=', id)
      .orderBy('position')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute();
    const people = await this.#people(rows.flatMap(({ their_owner: owner }) => (owner === null ? [] : [owner])));
    return rows.map((row) => ({
      kind: row.kind,
      serial: row.serial,
      ours: row.our_status === null ? null : { upn: row.upn, status: row.our_status },
      theirs:
        row.their_status === null
          ? null
          : { owner: people.get(row.their_owner ?? '') ?? row.their_owner, status: row.their_status },
      jobId: row.job_id,
      jobNumber: row.number,
    }));
  }

  /** UPNs of Entra's ids, of people who have had a token of ours. */
  async #people(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.work.read
      .selectFrom('directory_token')
      .innerJoin('job', 'job.id', 'directory_token.job_id')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .select(['directory_token.user_id', 'recipient.upn'])
      .where('directory_token.user_id', 'in', [...ids])
      .execute();
    return new Map(rows.map((row) => [row.user_id ?? '', row.upn]));
  }
}

type Row = Selectable<ComparisonTable>;

function viewOf(row: Row): ComparisonView {
  return {
    id: row.id,
    status: row.status,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    ours: row.ours,
    theirs: row.theirs,
    detail: row.detail,
  };
}
