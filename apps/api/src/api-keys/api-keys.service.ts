import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ApiKeyMade, ApiKeyView, NewApiKey, RotateKey } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { KeyPrints } from '../platform/vault/key-prints.js';
import { keyView, keysInRecord } from './key-views.js';
import { newKeySecret } from './key-secret.js';

const dayMs = 86_400_000;

/** Keys of programs: made, rotated and revoked by admins. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly prints: KeyPrints,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ApiKeyView[]> {
    const now = this.clock.now();
    return (await keysInRecord(this.work.read)).map((key) => keyView(key, now));
  }

  make({ client, scopes, days }: NewApiKey, actor: Actor): Promise<ApiKeyMade> {
    const id = randomUUID();
    const now = this.clock.now();
    const expires = new Date(now.getTime() + days * dayMs);
    const kept = [...new Set(scopes)].sort();
    return this.work.run(async (trx) => {
      await trx
        .insertInto('api_key')
        .values({
          id,
          tenant_id: await theTenant(trx),
          client,
          scopes: kept,
          made_by: actor.name,
          made_at: now,
          expires_at: expires,
        })
        .execute();
      const { begins, secret } = await this.#addSecret(trx, { id, now, until: expires });
      const facts = { key: begins, client, scopes: kept, expires: expires.toISOString() };
      await recordEvents(trx, [{ kind: 'api-key.made', actor, facts }]);
      return { ...(await this.#view(trx, id)), secret };
    });
  }

  /**
   * A new secret; the one before goes on until the overlap has passed, any other one ends now. That is the latest that was used: one that
   * nobody has used was perhaps seen by nobody, where the answer that held it was lost.
   * @throws ProblemError `not-found`, `key-over`
   */
  rotate(id: string, { overlapMinutes, days }: RotateKey, actor: Actor): Promise<ApiKeyMade> {
    const now = this.clock.now();
    const expires = new Date(now.getTime() + days * dayMs);
    const overlap = new Date(now.getTime() + overlapMinutes * 60_000);
    return this.work.run(async (trx) => {
      const key = await lockedKey(trx, id);
      if (key.revoked_at !== null || key.expires_at <= now) throw new ProblemError('key-over');
      const living = await trx
        .selectFrom('api_key_secret')
        .select(['begins', 'until', 'last_used_at'])
        .where('key_id', '=', id)
        .where('until', '>', now)
        .orderBy('made_at', 'desc')
        .execute();
      const before = living.find((secret) => secret.last_used_at !== null) ?? living[0];
      const ends = living.map((secret) => ({
        begins: secret.begins,
        until: secret !== before ? now : secret.until <= overlap ? secret.until : overlap,
      }));
      for (const { begins, until } of ends)
        await trx.updateTable('api_key_secret').set({ until }).where('begins', '=', begins).execute();
      await trx.updateTable('api_key').set({ expires_at: expires }).where('id', '=', id).execute();
      const { begins, secret } = await this.#addSecret(trx, { id, now, until: expires });
      const facts = { key: begins, client: key.client, before: before?.begins, overlapUntil: overlap.toISOString() };
      await recordEvents(trx, [
        { kind: 'api-key.rotated', actor, facts: { ...facts, expires: expires.toISOString() } },
      ]);
      return { ...(await this.#view(trx, id)), secret };
    });
  }

  /** It is worth nothing from the commit on. @throws ProblemError `not-found`, `key-over` */
  revoke(id: string, reason: string, actor: Actor): Promise<ApiKeyView> {
    return this.work.run(async (trx) => {
      const key = await lockedKey(trx, id);
      if (key.revoked_at !== null) throw new ProblemError('key-over');
      await trx.updateTable('api_key').set({ revoked_at: this.clock.now() }).where('id', '=', id).execute();
      await recordEvents(trx, [{ kind: 'api-key.revoked', actor, facts: { client: key.client, reason } }]);
      return this.#view(trx, id);
    });
  }

  async #addSecret(
    trx: Trx,
    { id, now, until }: { id: string; now: Date; until: Date },
  ): Promise<{ begins: string; secret: string }> {
    const made = newKeySecret();
    const print = this.prints.of(made.secret);
    await trx
      .insertInto('api_key_secret')
      .values({ begins: made.begins, key_id: id, print, made_at: now, until })
      .execute();
    return made;
  }

  async #view(trx: Trx, id: string): Promise<ApiKeyView> {
    const [key] = await keysInRecord(trx, id);
    if (key === undefined) throw new ProblemError('not-found', 'There is no such key.');
    return keyView(key, this.clock.now());
  }
}

async function lockedKey(trx: Trx, id: string): Promise<{ client: string; revoked_at: Date | null; expires_at: Date }> {
  const key = await trx
    .selectFrom('api_key')
    .select(['client', 'revoked_at', 'expires_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (key === undefined) throw new ProblemError('not-found', 'There is no such key.');
  return key;
}
