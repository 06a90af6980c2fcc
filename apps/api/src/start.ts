import { plainHttpWarning } from './platform/http/plain-http.js';
import { Background } from './platform/background.js';
import type { Config } from './platform/config/config.js';
import { connect } from './platform/database/connect.js';
import type { Log } from './platform/http/log.js';
import { Clock } from './platform/http/clock.js';
import { makeWebApp } from './platform/http/web-app.js';
import { listenForScrapes } from './platform/metrics/metrics-listener.js';
import { openQueue } from './platform/queue/queue-backend.js';
import { makeServices } from './platform/services.js';
import { readCertificate } from './platform/tls/certificate.js';
import { takeRenewals } from './platform/tls/renewal.js';
import type { Services } from './platform/services.js';

export interface RunningDepot {
  readonly url: string;
  readonly services: Services;
  /** Ends everything: sockets, workers, then the stores. */
  stop(): Promise<void>;
}

/**
 * Starts one API process. @param clock of everything that it does by the day and the hour
 * @throws StartRefused with a sentence when a store, the queue or the keyring cannot be used
 */
export async function startDepot(config: Config, log: Log, clock = new Clock()): Promise<RunningDepot> {
  // Before anything is opened: who gave the wrong files should not wait for the stores to hear so.
  if (config.tls !== null) readCertificate(config.tls, new Date());
  const pools = await connect(config);
  const closing: (() => Promise<void>)[] = [() => pools.close()];
  const stop = async (): Promise<void> => {
    for (const close of closing.reverse()) await close().catch(() => undefined);
  };
  try {
    const queueConnection = await openQueue(config, pools);
    closing.push(() => queueConnection.close());
    const services = await makeServices(config, log, { pools, queueConnection, clock });
    closing.push(() => Promise.resolve(services.keySource?.close()));
    closing.push(() => services.queues.close());
    const background = new Background(services);
    closing.push(() => background.stop());
    await background.start();
    const app = await makeWebApp(services);
    closing.push(() => app.close());
    closing.push(() => services.hub.close());
    if (config.metrics.port !== null) {
      const { host, port, key } = config.metrics;
      closing.push(await listenForScrapes(services.exposition, { host, port, key, log: log.of('metrics') }));
    }
    await app.listen(config.port, config.host);
    if (config.tls !== null) closing.push(takeRenewals(app.getHttpServer(), config.tls, log.of('tls')));
    const warning = plainHttpWarning(config);
    if (warning !== null) log.of('http').warn(warning);
    return { url: urlOf(app.getHttpServer().address(), config), services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function urlOf(address: unknown, { host, tls }: Config): string {
  const port = typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${tls === null ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}:${String(port)}`;
}
