import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database, Trx } from '../database/database.js';
import type { GraphConnectionTable } from '../database/schema/graph.js';
import { ClientCredential } from './client-credential.js';
import { Envelopes } from './envelopes.js';
import type { Keyring } from './keyring.js';

/** What anybody may know of a connection. */
export type ConnectionRecord = Omit<Selectable<GraphConnectionTable>, 'wrapped_key' | 'ciphertext'>;
export type NewConnection = Pick<ConnectionRecord, 'entra_tenant' | 'client_id' | 'credential' | 'certificate'>;

/** The connections to Graph, their credentials sealed as seeds are; alone in reading the table. */
export class ClientCredentials {
  readonly #envelopes: Envelopes;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#envelopes = new Envelopes(keyring, 'directory-credentials');
    this.#now = now;
  }

  /** Seals a credential in place of the one before, and wipes it. @returns its id */
  async set(trx: Trx, tenantId: string, given: NewConnection & { proof: ClientCredential }): Promise<string> {
    const { proof, ...about } = given;
    const id = randomUUID();
    const row = {
      ...about,
      id,
      ...this.#envelopes.seal(proof, associated(id, tenantId)),
      set_at: this.#now(),
    };
    await trx
      .insertInto('graph_connection')
      .values({ tenant_id: tenantId, ...row })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
      .execute();
    return id;
  }

  /** @returns false when there was none */
  async forget(trx: Trx, tenantId: string): Promise<boolean> {
    const gone = await trx
      .deleteFrom('graph_connection')
      .where('tenant_id', '=', tenantId)
      .returning('id')
      .executeTakeFirst();
    return gone !== undefined;
  }

  /** A tenant's connection without its credential, or null. */
  async connection(db: Database, tenantId: string): Promise<ConnectionRecord | null> {
    const row = await db
      .selectFrom('graph_connection')
      .select(['tenant_id', 'id', 'entra_tenant', 'client_id', 'credential', 'certificate', 'set_at'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return row ?? null;
  }

  /**
   * Opens a credential for the length of `work`, then wipes it.
   * @throws Error when another one is in use by now; ProblemError `seed-unreadable` when the keyring does not fit
   */
  async use<T>(db: Database, id: string, work: (proof: ClientCredential) => Promise<T>): Promise<T> {
    const row = await db.selectFrom('graph_connection').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new Error('The connection to the directory was changed a moment ago.');
    const proof = new ClientCredential(this.#envelopes.open(row, associated(row.id, row.tenant_id)));
    try {
      return await work(proof);
    } finally {
      proof.wipe();
    }
  }
}

function associated(id: string, tenantId: string): string {
  return `token-depot client credential ${tenantId} ${id}`;
}
