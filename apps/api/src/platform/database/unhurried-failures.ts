import type pg from 'pg';

const pauseMs = 100;

/**
 * Makes a borrowed client fail after a moment. A client that has lost its server fails without any I/O, and BullMQ's worker then asks
 * again at once: the two would go on for ever without letting anybody else run, not even the news that the connection is closed.
 */
export function unhurriedFailures(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]): unknown => {
    const asked = query(...given);
    if (!(asked instanceof Promise)) return asked;
    return asked.catch(async (error: unknown) => {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      throw error;
    });
  }) as typeof client.query;
}
