import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { adviceFor, said } from '../graph/failure-words.js';
import type { GraphConnections } from '../graph/graph-connections.js';
import { GraphFailure } from '../graph/graph-failure.js';

/** What was read is asked for again after ten minutes. */
const freshMs = 600_000;
/** A try that read nothing is not repeated at each key that the helpdesk presses. */
const pauseMs = 60_000;
/** So long somebody with a caller on the line waits for it. */
const patienceMs = 4000;

/**
 * Whether a recipient holds a role in the directory: whoever does is privileged, whatever their batch says. Where it cannot be read the
 * batch alone counts, and the helpdesk is told.
 */
export class EntraRoles {
  readonly #work: UnitOfWork;
  readonly #credentials: ClientCredentials;
  readonly #connections: GraphConnections;
  readonly #now: () => Date;

  constructor(
    stores: { work: UnitOfWork; credentials: ClientCredentials },
    connections: GraphConnections,
    now: () => Date,
  ) {
    this.#work = stores.work;
    this.#credentials = stores.credentials;
    this.#connections = connections;
    this.#now = now;
  }

  /** Reads them again where that was a while ago; outside any transaction. Throws nothing for Microsoft's refusals. */
  async refresh(jobId: string): Promise<void> {
    const row = await this.#work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .leftJoin('recipient_roles', 'recipient_roles.recipient_id', 'recipient.id')
      .select(['job.tenant_id', 'recipient.id', 'recipient.upn', 'read_at', 'tried_at', 'trouble'])
      .where('job.id', '=', jobId)
      .executeTakeFirst();
    if (row === undefined || this.#isFresh(row)) return;
    if ((await this.#credentials.connection(this.#work.read, row.tenant_id)) === null) return;
    const now = this.#now();
    const found = await this.#read(row.tenant_id, row.upn);
    const change =
      typeof found === 'number' ? { roles: found, read_at: now, trouble: null } : { trouble: found.trouble };
    await this.#work.run((trx) =>
      trx
        .insertInto('recipient_roles')
        .values({ recipient_id: row.id, roles: null, read_at: null, ...change, tried_at: now })
        .onConflict((conflict) => conflict.column('recipient_id').doUpdateSet({ ...change, tried_at: now }))
        .execute(),
    );
  }

  #isFresh(row: { read_at: Date | null; tried_at: Date | null; trouble: string | null }): boolean {
    const now = this.#now().getTime();
    if (row.trouble !== null) return row.tried_at !== null && now - row.tried_at.getTime() < pauseMs;
    return row.read_at !== null && now - row.read_at.getTime() < freshMs;
  }

  async #read(tenantId: string, upn: string): Promise<number | { trouble: string }> {
    try {
      const { api } = await this.#connections.of(tenantId);
      const person = api.forPerson(patienceMs);
      const user = await person.user(upn);
      return user === null ? { trouble: 'Entra knows nobody of this name.' } : await person.countRoles(user.id);
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      return { trouble: `${said(error)}. ${adviceFor(error, 'roles').en}` };
    }
  }
}
