import { Injectable } from '@nestjs/common';
import { expressionBuilder } from 'kysely';
import type { Expression, Selectable, SqlBool } from 'kysely';
import type { TokenView } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Database } from '../platform/database/database.js';
import type { Schema, TokenTable } from '../platform/database/schema.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { seedState } from '../platform/vault/seed-state.js';
import { pageSize } from '../workflow/job-views.js';

/** The tokens the depot has seen, and whose they are. */
@Injectable()
export class TokensService {
  constructor(private readonly work: UnitOfWork) {}

  async page(
    search: string,
    page: number,
  ): Promise<{ tokens: TokenView[]; total: number; page: number; pageSize: number }> {
    const found = search.trim();
    const { total } = await this.work.read
      .selectFrom('token')
      .select((row) => row.fn.countAll<number>().as('total'))
      .$if(found !== '', (query) => query.where(isFound(this.work.read, found)))
      .executeTakeFirstOrThrow();
    const rows = await this.#rows()
      .$if(found !== '', (query) => query.where(isFound(this.work.read, found)))
      .orderBy('token.serial')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute();
    return { tokens: this.#views(rows), total, page, pageSize };
  }

  /** @throws ProblemError `not-found` */
  async one(serial: string): Promise<TokenView> {
    const row = await this.#rows().where('token.serial', '=', serial).executeTakeFirst();
    if (row === undefined) throw new ProblemError('not-found', `Token ${serial} was never seen here.`);
    const [view] = this.#views([row]);
    if (view === undefined) throw new Error('A row gave no view.');
    return view;
  }

  /**
   * An admin says that a token in use came back: its binding ends and it may be burned again.
   * @throws ProblemError `not-found`, `move-refused` while its job is under way
   */
  async declareReturned(serial: string, reason: string, actor: Actor): Promise<TokenView> {
    await this.work.run(async (trx) => {
      const token = await trx
        .selectFrom('token')
        .selectAll()
        .where('serial', '=', serial)
        .forUpdate()
        .executeTakeFirst();
      if (token === undefined) throw new ProblemError('not-found', `Token ${serial} was never seen here.`);
      const job =
        token.job_id === null
          ? undefined
          : await trx.selectFrom('job').select(['state', 'number']).where('id', '=', token.job_id).executeTakeFirst();
      if (job !== undefined && !['arrived', 'cancelled', 'lost'].includes(job.state)) {
        throw new ProblemError(
          'move-refused',
          `Job ${String(job.number)} is still ${job.state}. Cancel it, or mark its parcel returned.`,
        );
      }
      await trx
        .updateTable('binding')
        .set({ ended_at: new Date(), ended_reason: reason })
        .where('serial', '=', serial)
        .where('ended_at', 'is', null)
        .execute();
      await trx.updateTable('token').set({ status: 'returned', job_id: null }).where('serial', '=', serial).execute();
      await recordEvents(trx, [
        { kind: 'token.declared-returned', actor, serial, jobId: token.job_id, facts: { reason } },
      ]);
    });
    return this.one(serial);
  }

  #rows() {
    return this.work.read
      .selectFrom('token')
      .leftJoin('job', 'job.id', 'token.job_id')
      .leftJoin('recipient', 'recipient.id', 'job.recipient_id')
      .selectAll('token')
      .select(['job.number as job_number', 'recipient.upn', seedState('token.seed_id').as('seed_state')]);
  }

  #views(rows: readonly TokenRow[]): TokenView[] {
    return rows.map((row) => ({
      serial: row.serial,
      profile: row.profile,
      kind: row.kind,
      model: row.model,
      manufacturer: row.manufacturer,
      status: row.status,
      algorithm: row.algorithm,
      period: row.period,
      drift: row.drift,
      seed: row.seed_state ?? 'none',
      jobId: row.job_id,
      jobNumber: row.job_number,
      upn: row.upn,
      firstSeenAt: row.first_seen_at.toISOString(),
    }));
  }
}

type TokenRow = Selectable<TokenTable> & {
  readonly job_number: number | null;
  readonly upn: string | null;
  readonly seed_state: 'kept' | 'destroyed' | null;
};

/** Tokens whose serial begins with what was typed, or whose recipient's UPN holds it: one question each, each with its own index. */
function isFound(db: Database, search: string): Expression<SqlBool> {
  const like = search.replace(/[\\%_]/g, '\\$&');
  const bySerial = db.selectFrom('token').select('serial').where('serial', 'like', `${like.toUpperCase()}%`);
  const byPerson = db
    .selectFrom('recipient')
    .innerJoin('job', 'job.recipient_id', 'recipient.id')
    .innerJoin('token', 'token.job_id', 'job.id')
    .select('token.serial')
    .where('recipient.upn', 'like', `%${like.toLowerCase()}%`);
  return expressionBuilder<Schema, 'token'>()('token.serial', 'in', bySerial.union(byPerson));
}
