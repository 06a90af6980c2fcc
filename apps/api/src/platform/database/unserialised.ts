import { SingleConnectionProvider } from 'kysely';
import type { ConnectionProvider, DatabaseConnection, Kysely } from 'kysely';

/** A transaction's connection, for everybody who asks and as soon as they ask. */
class SharedConnection implements ConnectionProvider {
  readonly #connection: Promise<DatabaseConnection>;

  constructor(provider: ConnectionProvider) {
    this.#connection = provider.provideConnection((connection) => Promise.resolve(connection));
  }

  async provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    return consumer(await this.#connection);
  }
}

/**
 * Lets statements of one transaction be sent before the earlier ones are answered, in the order in which they were asked: Kysely keeps each
 * waiting for the one before, which is what `together` is there to spare. @returns the same database
 */
export function unserialised<Schema>(db: Kysely<Schema>): Kysely<Schema> {
  const executor = db.getExecutor();
  const withConnectionProvider = executor.withConnectionProvider.bind(executor);
  executor.withConnectionProvider = (provider) =>
    withConnectionProvider(provider instanceof SingleConnectionProvider ? new SharedConnection(provider) : provider);
  return db;
}
