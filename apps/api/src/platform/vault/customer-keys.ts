import { randomUUID } from 'node:crypto';
import type { Database, Trx } from '../database/database.js';
import { CustomerKey } from './customer-key.js';
import { Envelopes } from './envelopes.js';
import type { Keyring } from './keyring.js';

/** What stands for the vendor's published key where a key is named. */
export const defaultKeyId = 'default';

/** The customer keys of tenants' Molto2, sealed as seeds are; alone in reading the table. */
export class CustomerKeys {
  readonly #envelopes: Envelopes;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#envelopes = new Envelopes(keyring, 'customer-keys');
    this.#now = now;
  }

  /** Seals a key in place of the one before, and wipes it. @returns its id */
  async set(trx: Trx, tenantId: string, key: CustomerKey): Promise<string> {
    const id = randomUUID();
    const row = {
      id,
      ...this.#envelopes.seal(key, associated(id, tenantId)),
      set_at: this.#now(),
    };
    await trx
      .insertInto('customer_key')
      .values({ tenant_id: tenantId, ...row })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
      .execute();
    return id;
  }

  /** Back to the vendor's default. @returns false when it was in use already */
  async forget(trx: Trx, tenantId: string): Promise<boolean> {
    const gone = await trx
      .deleteFrom('customer_key')
      .where('tenant_id', '=', tenantId)
      .returning('id')
      .executeTakeFirst();
    return gone !== undefined;
  }

  /** Which key a tenant's Molto2 have; `defaultKeyId` and null for the vendor's. */
  async inUse(db: Database, tenantId: string): Promise<{ id: string; setAt: Date | null }> {
    const row = await db
      .selectFrom('customer_key')
      .select(['id', 'set_at'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return { id: row?.id ?? defaultKeyId, setAt: row?.set_at ?? null };
  }

  /**
   * Opens a key for the length of `work`, then wipes it.
   * @throws Error when another one is in use by now; ProblemError `seed-unreadable` when the keyring does not fit
   */
  async use<T>(
    db: Database,
    which: { tenantId: string; id: string },
    work: (key: CustomerKey) => Promise<T>,
  ): Promise<T> {
    const row = await db
      .selectFrom('customer_key')
      .selectAll()
      .where('tenant_id', '=', which.tenantId)
      .where('id', '=', which.id)
      .executeTakeFirst();
    if (row === undefined) throw new Error('The customer key was changed a moment ago.');
    const key = new CustomerKey(this.#envelopes.open(row, associated(row.id, row.tenant_id)));
    try {
      return await work(key);
    } finally {
      key.wipe();
    }
  }
}

function associated(id: string, tenantId: string): string {
  return `token-depot customer key ${tenantId} ${id}`;
}
