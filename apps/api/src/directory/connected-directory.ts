import type { ClientCredentials } from '../platform/vault/client-credentials.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { JobRecord } from '../workflow/job-record.js';
import { Directory } from './directory.js';
import type { Activation, Leaving, RecordAnswer, WithdrawalAnswer } from './directory.js';

/** Graph for tenants that have a connection, somebody's hands for the others; a user's own QR never needs more than hands. */
export class ConnectedDirectory extends Directory {
  readonly #adapters: { manual: Directory; graph: Directory };
  readonly #work: UnitOfWork;
  readonly #credentials: ClientCredentials;

  constructor(
    adapters: { manual: Directory; graph: Directory },
    stores: { work: UnitOfWork; credentials: ClientCredentials },
  ) {
    super();
    this.#adapters = adapters;
    this.#work = stores.work;
    this.#credentials = stores.credentials;
  }

  override async prepare(job: JobRecord): Promise<void> {
    await (await this.#of(job)).prepare(job);
  }

  override async activate(job: JobRecord, code: string): Promise<Activation> {
    return (await this.#of(job)).activate(job, code);
  }

  override async record(job: JobRecord): Promise<RecordAnswer> {
    return (await this.#of(job)).record(job);
  }

  override async withdraw(job: JobRecord, leaving: Leaving): Promise<WithdrawalAnswer> {
    return (await this.#of(job)).withdraw(job, leaving);
  }

  async #of(job: JobRecord): Promise<Directory> {
    if (job.route === 'qr') return this.#adapters.manual;
    const connection = await this.#credentials.connection(this.#work.read, job.tenant_id);
    return connection === null ? this.#adapters.manual : this.#adapters.graph;
  }
}
