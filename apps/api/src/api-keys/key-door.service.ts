import { Injectable } from '@nestjs/common';
import type { KeyScope } from '@depot/contracts';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { KeyPrints } from '../platform/vault/key-prints.js';
import type { KeyClient } from './key-client.js';
import { KeyPace } from './key-pace.js';
import { beginningOf } from './key-secret.js';

/** A last use is written once a minute at most. */
const noteEveryMs = 60_000;

/** Lets programs in. The record is asked each time, so a key that was revoked is worth nothing at any replica from then on. */
@Injectable()
export class KeyDoor {
  readonly #work: UnitOfWork;
  readonly #prints: KeyPrints;
  readonly #clock: Clock;
  readonly #pace = new KeyPace(() => performance.now());

  constructor(work: UnitOfWork, prints: KeyPrints, clock: Clock) {
    this.#work = work;
    this.#prints = prints;
    this.#clock = clock;
  }

  /**
   * @param scope what the route takes; null where it is for people alone
   * @throws ProblemError `key-refused`, `key-tenant`, `key-scope`, `too-many-requests`
   */
  async admit(secret: string, { scope, address }: { scope: KeyScope | null; address: string }): Promise<KeyClient> {
    const client = await this.#find(secret);
    // Nobody guesses 256 bits: what is refused is not counted, so that a forgotten program locks out no other at its address.
    if (client === null) throw new ProblemError('key-refused');
    if (this.#pace.isTooFast(client.id)) throw new ProblemError('too-many-requests');
    if (client.tenantId !== (await theTenant(this.#work.read))) throw new ProblemError('key-tenant');
    if (scope === null) throw new ProblemError('key-scope', 'This takes somebody who is signed in, never a key.');
    if (!client.scopes.includes(scope)) throw new ProblemError('key-scope', `This takes the scope ${scope}.`);
    await this.#noteUse(client, address);
    return client;
  }

  /** Null for whatever is not good: unknown, wrong, run out or revoked look alike. */
  async #find(secret: string): Promise<KeyClient | null> {
    const begins = beginningOf(secret);
    const now = this.#clock.now();
    const row =
      begins === null
        ? undefined
        : await this.#work.read
            .selectFrom('api_key_secret')
            .innerJoin('api_key', 'api_key.id', 'api_key_secret.key_id')
            .select(['api_key.id', 'client', 'tenant_id', 'scopes', 'begins', 'print', 'last_used_at'])
            .where('begins', '=', begins)
            .where('until', '>', now)
            .where('expires_at', '>', now)
            .where('revoked_at', 'is', null)
            .executeTakeFirst();
    if (!this.#prints.fits(secret, row?.print ?? null) || row === undefined) return null;
    const { id, client, scopes, last_used_at: lastUsedAt } = row;
    return { id, client, scopes, tenantId: row.tenant_id, begins: row.begins, lastUsedAt };
  }

  async #noteUse({ begins, lastUsedAt }: KeyClient, address: string): Promise<void> {
    const now = this.#clock.now();
    const old = new Date(now.getTime() - noteEveryMs);
    if (lastUsedAt !== null && lastUsedAt > old) return;
    await this.#work.read
      .updateTable('api_key_secret')
      .set({ last_used_at: now, last_address: address })
      .where('begins', '=', begins)
      .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<=', old)]))
      .execute();
  }
}
