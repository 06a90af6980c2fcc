import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  BatchMade,
  BatchView,
  Escrow,
  JobState,
  RecipientsReport,
  Route,
  TokenChoice,
  WhenTokenComes,
} from '@depot/contracts';
import { usualEscrow } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { horizons, readRule } from '../escrow/escrow-rule.js';
import { overdueAt } from '../escrow/overdue-at.js';
import type { Database, Trx } from '../platform/database/database.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { FinishTimes } from '../directory/pacing/finish-times.js';
import { ClientCredentials } from '../platform/vault/client-credentials.js';
import { privilegedChanges, privilegedEvents, privilegedSaid } from './privileged-said.js';
import { judgeRecipients } from './recipients-csv.js';
import type { JudgedRecipients, RecipientLine } from './recipients-csv.js';

export interface BatchRequest {
  readonly id?: string | undefined;
  readonly name: string;
  readonly route: Route;
  readonly tokens: TokenChoice;
  readonly csv: string;
  readonly takeGood: boolean;
  readonly computedCode?: boolean;
  readonly selfService?: boolean;
  readonly whenTokenComes?: WhenTokenComes;
  readonly escrow?: Escrow;
  readonly sample?: boolean;
}

/** Batches: lists of recipients to serve, and how far they are. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
    private readonly finishTimes: FinishTimes,
    private readonly clock: Clock,
  ) {}

  /** What the upload would make; takes nothing. */
  async rehearse(request: BatchRequest): Promise<RecipientsReport> {
    const { good, bad, warnings } = await this.#judge(request);
    return { good: good.length, bad, warnings };
  }

  /** @throws ProblemError `bad-recipients` with the lines, when some are bad and the good ones were not asked for */
  async make(request: BatchRequest, actor: Actor): Promise<BatchMade> {
    refuseManyProfiles(request);
    const made = request.id === undefined ? null : await this.#made(request.id);
    if (made !== null) return made;
    const { good, bad } = await this.#judge(request);
    if (good.length === 0 || (bad.length > 0 && !request.takeGood)) {
      throw new ProblemError('bad-recipients', `${String(bad.length)} of the lines are not usable; nothing was made.`, {
        bad,
      });
    }
    const id = request.id ?? randomUUID();
    const when = request.whenTokenComes ?? 'close';
    const escrow = request.escrow ?? usualEscrow;
    const isMade = await this.work.run(async (trx) => {
      const tenantId = await theTenant(trx);
      const row = await trx
        .insertInto('batch')
        .values({
          id,
          tenant_id: tenantId,
          name: request.name,
          route: request.route,
          sample: request.sample ?? false,
          computed_code: request.computedCode ?? false,
          self_service: request.selfService ?? false,
          when_token_comes: when,
          escrow: String(escrow),
          title: request.tokens.title,
          ...columnsOf(request.tokens),
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      await recordEvents(trx, [
        {
          kind: 'batch.created',
          actor,
          batchId: id,
          facts: {
            name: request.name,
            jobs: good.length,
            ...request.tokens,
            ...(request.computedCode === true ? { computedCode: true } : {}),
            ...(request.selfService === true ? { selfService: true } : {}),
            ...(when === 'close' ? {} : { whenTokenComes: when }),
            ...(escrow === usualEscrow ? {} : { escrow }),
          },
        },
      ]);
      for (let start = 0; start < good.length; start += 500) {
        await makeJobs(trx, { batchId: id, tenantId, tokens: request.tokens, actor }, good.slice(start, start + 500));
      }
      return true;
    });
    // Asked twice at once: the other has made it.
    return (isMade ? null : await this.#made(id)) ?? { id, good: good.length, bad };
  }

  /** What was made when this was asked before; null for nothing. */
  async #made(id: string): Promise<BatchMade | null> {
    const batch = await this.work.read
      .selectFrom('batch')
      .select((row) => [
        'id',
        row
          .selectFrom('job')
          .select((job) => job.fn.countAll<number>().as('jobs'))
          .whereRef('job.batch_id', '=', 'batch.id')
          .as('jobs'),
      ])
      .where('id', '=', id)
      .executeTakeFirst();
    return batch === undefined ? null : { id: batch.id, good: Number(batch.jobs), bad: [] };
  }

  /** What a tenant's tokens may be depends on how they get into its directory. */
  async #judge(request: BatchRequest): Promise<JudgedRecipients> {
    const tenant = await theTenant(this.work.read);
    const connection = await this.credentials.connection(this.work.read, tenant);
    return judgeRecipients(request.csv, { ...request, directory: connection === null ? 'manual' : 'graph' });
  }

  async list(): Promise<BatchView[]> {
    return this.#views(undefined);
  }

  /** @throws ProblemError `not-found` */
  async one(id: string): Promise<BatchView> {
    const [batch] = await this.#views(id);
    if (batch === undefined) throw new ProblemError('not-found', 'There is no such batch.');
    const finishAt = await this.finishTimes.of(id, await theTenant(this.work.read));
    return { ...batch, finishAt: finishAt?.toISOString() ?? null };
  }

  async #views(id: string | undefined): Promise<BatchView[]> {
    const batches = await this.work.read
      .selectFrom('batch')
      .innerJoin('tenant', 'tenant.id', 'batch.tenant_id')
      .selectAll('batch')
      .select('tenant.name as tenant_name')
      .select(
        sql<number>`(SELECT count(*) FROM depot.escrow JOIN depot.job ON job.id = escrow.job_id
          WHERE job.batch_id = batch.id AND escrow.over_at IS NULL
            AND escrow.ends_at < ${horizons(this.clock.now()).warned})`.as('escrows_ending'),
      )
      .select(
        sql<number>`(SELECT count(*) FROM depot.escrow JOIN depot.job ON job.id = escrow.job_id
          LEFT JOIN depot.shipment ON shipment.id = job.shipment_id
          WHERE job.batch_id = batch.id AND escrow.over_at IS NULL AND escrow.ends_at IS NULL
            AND ${overdueAt} <= ${this.clock.now()})`.as('escrows_overdue'),
      )
      .$if(id !== undefined, (query) => query.where('batch.id', '=', id ?? ''))
      .orderBy('batch.created_at', 'desc')
      .limit(200)
      .execute();
    if (batches.length === 0) return [];
    const counts = await countStates(
      this.work.read,
      batches.map((batch) => batch.id),
    );
    return batches.map((batch) => {
      const states = counts.get(batch.id) ?? {};
      return {
        id: batch.id,
        name: batch.name,
        sample: batch.sample,
        tenantName: batch.tenant_name,
        route: batch.route,
        tokens: {
          family: batch.family,
          algorithm: batch.algorithm,
          period: batch.period,
          displaySeconds: batch.display_seconds,
          title: batch.title,
        },
        computedCode: batch.computed_code,
        selfService: batch.self_service,
        whenTokenComes: batch.when_token_comes,
        escrow: readRule(batch.escrow),
        escrowsEnding: batch.escrows_ending,
        escrowsOverdue: batch.escrows_overdue,
        createdAt: batch.created_at.toISOString(),
        total: Object.values(states).reduce((sum, count) => sum + count, 0),
        counts: states,
        finishAt: null,
      };
    });
  }
}

async function countStates(db: Database, batchIds: string[]): Promise<Map<string, Partial<Record<JobState, number>>>> {
  const rows = await db
    .selectFrom('job')
    .select(['batch_id', 'state', (row) => row.fn.countAll<number>().as('count')])
    .where('batch_id', 'in', batchIds)
    .groupBy(['batch_id', 'state'])
    .execute();
  const counts = new Map<string, Partial<Record<JobState, number>>>();
  for (const row of rows) counts.set(row.batch_id, { ...counts.get(row.batch_id), [row.state]: row.count });
  return counts;
}

/** A Molto2 is one device for many people: nobody burns “their own” on it. */
function refuseManyProfiles({ selfService, route, tokens }: BatchRequest): void {
  if (selfService !== true || route === 'import' || tokens.family !== 'molto2') return;
  throw new ProblemError('bad-request', 'Self-service is for tokens of one profile: choose those, or leave it out.');
}

function columnsOf({ family, algorithm, period, displaySeconds }: TokenChoice) {
  return { family, algorithm, period, display_seconds: displaySeconds };
}

async function makeJobs(
  trx: Trx,
  batch: { batchId: string; tenantId: string; tokens: TokenChoice; actor: Actor },
  lines: readonly RecipientLine[],
): Promise<void> {
  const byUpn = new Map(lines.map((line) => [line.recipient.upn, line.recipient]));
  const said = privilegedSaid(lines);
  const changes = await privilegedChanges(trx, batch.tenantId, said);
  const recipients = await trx
    .insertInto('recipient')
    .values(
      [...byUpn.values()].map(({ address, displayName, ...recipient }) => ({
        id: randomUUID(),
        tenant_id: batch.tenantId,
        ...recipient,
        privileged: said.get(recipient.upn) ?? false,
        display_name: displayName,
        street: address.street,
        extra: address.extra,
        postal_code: address.postalCode,
        city: address.city,
        region: address.region,
        country: address.country,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'upn']).doUpdateSet((row) => ({
        // A list that leaves a part out does not erase what an earlier one gave.
        display_name: row.fn.coalesce('excluded.display_name', 'recipient.display_name'),
        email: row.fn.coalesce('excluded.email', 'recipient.email'),
        phone: row.fn.coalesce('excluded.phone', 'recipient.phone'),
        language: row.fn.coalesce('excluded.language', 'recipient.language'),
        privileged: sql<boolean>`CASE WHEN recipient.upn = ANY (${[...said.keys()]}::text[])
          THEN excluded.privileged ELSE recipient.privileged END`,
        reference: row.fn.coalesce('excluded.reference', 'recipient.reference'),
        street: row.fn.coalesce('excluded.street', 'recipient.street'),
        extra: row.fn.coalesce('excluded.extra', 'recipient.extra'),
        postal_code: row.fn.coalesce('excluded.postal_code', 'recipient.postal_code'),
        city: row.fn.coalesce('excluded.city', 'recipient.city'),
        region: row.fn.coalesce('excluded.region', 'recipient.region'),
        country: row.fn.coalesce('excluded.country', 'recipient.country'),
      })),
    )
    .returning(['id', 'upn'])
    .execute();
  const idOf = new Map(recipients.map((recipient) => [recipient.upn, recipient.id]));
  const jobs = await trx
    .insertInto('job')
    .values(
      lines.map((line) => ({
        id: randomUUID(),
        batch_id: batch.batchId,
        tenant_id: batch.tenantId,
        recipient_id: idOf.get(line.recipient.upn) ?? '',
        route: line.route,
        state: 'waiting' as const,
        // A classic token's own settings come with it.
        ...(line.route === 'import' ? {} : columnsOf(batch.tokens)),
      })),
    )
    .returning(['id', 'route', 'recipient_id'])
    .execute();
  await recordEvents(trx, [
    ...jobs.map((job) => ({
      kind: 'job.created',
      actor: batch.actor,
      batchId: batch.batchId,
      jobId: job.id,
      state: 'waiting' as const,
      facts: { route: job.route },
    })),
    ...privilegedEvents(changes, jobs, batch),
  ]);
}
