import pg from 'pg';

/**
 * Makes a client send what is asked of it in one turn of the event loop in one go: several statements of a transaction then cost one
 * system call and wake the server once. For a client that is connected: connecting puts a socket's own `write` back, and with TLS
 * another stream is written to from then on.
 */
export function gatherWrites(client: pg.PoolClient): void {
  if (!(client instanceof pg.Client)) return;
  const { stream } = client.connection;
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  let gathers = false;
  stream.write = (...given: unknown[]): boolean => {
    if (!gathers) {
      gathers = true;
      stream.cork();
      process.nextTick(() => {
        gathers = false;
        stream.uncork();
      });
    }
    return write(...given);
  };
}
