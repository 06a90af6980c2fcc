import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { StartRefused } from '../config/config.js';
import type { Exposition } from './exposition.js';
import { bearsKey } from './metrics-key.js';

interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Asked for here too where one is set. */
  readonly key: string | null;
  readonly log: Logger;
}

/**
 * Serves `/metrics`, and nothing else, on a port of its own: one that no proxy leads to.
 * @throws StartRefused when the port is taken
 */
export async function listenForScrapes(exposition: Exposition, options: ListenOptions): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    answer(exposition, { request, response, key: options.key }).catch((error: unknown) => {
      options.log.warn({ err: error }, 'A scrape failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.name;
      reject(new StartRefused(`DEPOT_METRICS_PORT: port ${String(options.port)} cannot be listened on (${code}).`));
    });
    server.listen(options.port, options.host, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
}

async function answer(
  exposition: Exposition,
  { request, response, key }: { request: IncomingMessage; response: ServerResponse; key: string | null },
): Promise<void> {
  if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
    response.writeHead(404).end();
  } else if (key !== null && !bearsKey(request.headers.authorization, key)) {
    response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
  } else {
    const text = await exposition.text();
    response.writeHead(200, { 'content-type': exposition.contentType, 'cache-control': 'no-store' }).end(text);
  }
}
