import { Injectable } from '@nestjs/common';
import { expressionBuilder } from 'kysely';
import type { Expression, Selectable, SqlBool } from 'kysely';
import type { DeviceView, TokenView } from '@depot/contracts';
import type { Database } from '../platform/database/database.js';
import { theTenant } from '../platform/database/the-tenant.js';
import type { Schema } from '../platform/database/schema/schema.js';
import type { TokenTable } from '../platform/database/schema/tokens.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { CustomerKeys } from '../platform/vault/customer-keys.js';
import { seedState } from '../platform/vault/seed-state.js';
import { pageSize } from '../workflow/job-views.js';

/** The tokens the depot has seen, and whose they are. */
@Injectable()
export class TokensService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly customerKeys: CustomerKeys,
  ) {}

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
      .orderBy('token.profile')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute();
    return { tokens: this.#views(rows), total, page, pageSize };
  }

  /** A token, and of one with many profiles the first that is known. @throws ProblemError `not-found` */
  async one(serial: string): Promise<TokenView> {
    const [first] = this.#views(await this.#profiles(serial));
    if (first === undefined) throw neverSeen(serial);
    return first;
  }

  /** A device with every profile the record knows of it; there may be none yet. @throws ProblemError `not-found` */
  async device(serial: string): Promise<DeviceView> {
    const profiles = this.#views(await this.#profiles(serial));
    const molto = await this.work.read.selectFrom('molto').selectAll().where('serial', '=', serial).executeTakeFirst();
    const [first] = profiles;
    if (molto === undefined) {
      if (first === undefined) throw neverSeen(serial);
      return { serial, family: first.family, model: first.model, triesLeft: null, keyRefused: false, profiles };
    }
    const { id: keyId } = await this.customerKeys.inUse(this.work.read, await theTenant(this.work.read));
    const { model, tries_left: triesLeft, refused_key: refused } = molto;
    return { serial, family: 'molto2', model, triesLeft, keyRefused: refused === keyId, profiles };
  }

  #profiles(serial: string): Promise<TokenRow[]> {
    return this.#rows().where('token.serial', '=', serial).orderBy('token.profile').execute();
  }

  #rows() {
    return this.work.read
      .selectFrom('token')
      .leftJoin('job', 'job.id', 'token.job_id')
      .leftJoin('recipient', 'recipient.id', 'job.recipient_id')
      .leftJoin('quarantine', 'quarantine.serial', 'token.serial')
      .selectAll('token')
      .select([
        'job.number as job_number',
        'recipient.upn',
        'quarantine.reason as aside_reason',
        'quarantine.since as aside_since',
        seedState('token.seed_id').as('seed_state'),
      ]);
  }

  #views(rows: readonly TokenRow[]): TokenView[] {
    return rows.map((row) => ({
      serial: row.serial,
      profile: row.profile,
      family: row.family,
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
      setAside:
        row.aside_reason === null || row.aside_since === null
          ? null
          : { reason: row.aside_reason, since: row.aside_since.toISOString() },
      firstSeenAt: row.first_seen_at.toISOString(),
    }));
  }
}

export function neverSeen(serial: string): ProblemError {
  return new ProblemError('not-found', `Token ${serial} was never seen here.`);
}

type TokenRow = Selectable<TokenTable> & {
  readonly job_number: number | null;
  readonly upn: string | null;
  readonly aside_reason: string | null;
  readonly aside_since: Date | null;
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
