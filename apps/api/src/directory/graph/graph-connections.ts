import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { AccessTokens } from './access-tokens.js';
import type { GraphPace } from '../pacing/graph-pace.js';
import { GraphApi } from './graph-api.js';

/** A tenant's way to Graph. */
export interface OpenConnection {
  readonly api: GraphApi;
  readonly tokens: AccessTokens;
}

/** Where Entra and Graph are asked, and what o'clock it is there. */
export interface GraphPlace {
  readonly authority: string;
  readonly graphUrl: string;
  /** Seconds since 1970. */
  readonly now: () => number;
  readonly pace: GraphPace;
}

/** The open connections of this process; a credential that was changed makes a new one. */
export class GraphConnections {
  readonly #work: UnitOfWork;
  readonly #credentials: ClientCredentials;
  readonly #place: GraphPlace;
  readonly #open = new Map<string, { id: string; connection: OpenConnection }>();

  constructor(stores: { work: UnitOfWork; credentials: ClientCredentials }, place: GraphPlace) {
    this.#work = stores.work;
    this.#credentials = stores.credentials;
    this.#place = place;
  }

  get graphUrl(): string {
    return this.#place.graphUrl;
  }

  /** @throws ProblemError `not-connected` */
  async of(tenantId: string): Promise<OpenConnection> {
    const connection = await this.#credentials.connection(this.#work.read, tenantId);
    if (connection === null) throw new ProblemError('not-connected');
    const known = this.#open.get(tenantId);
    if (known?.id === connection.id) return known.connection;
    const tokens = new AccessTokens({
      connection,
      ...this.#place,
      proof: (work) =>
        this.#credentials.use(this.#work.read, connection.id, (proof) =>
          work(Buffer.from(proof.expose()).toString('utf8')),
        ),
    });
    const { graphUrl, pace } = this.#place;
    const opened = { tokens, api: GraphApi.open(graphUrl, tokens, pace.of(tenantId)) };
    this.#open.set(tenantId, { id: connection.id, connection: opened });
    return opened;
  }
}
