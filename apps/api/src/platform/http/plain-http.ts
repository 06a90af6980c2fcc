import type { Config } from '../config/config.js';
import { isLoopback } from './loopback.js';

/** What to say at the start where others on the network could read along; null where TLS is here, or at a proxy that is trusted. */
export function plainHttpWarning({
  host,
  tls,
  trustedProxies,
}: Pick<Config, 'host' | 'tls' | 'trustedProxies'>): string | null {
  if (tls !== null || trustedProxies.length > 0 || isLoopback(host)) return null;
  return (
    `Plain http on ${host}: passwords and seeds can be read on the way, pages have no camera, and stations are refused. ` +
    'Set DEPOT_TLS_CERT and DEPOT_TLS_KEY, or DEPOT_TRUST_PROXY where a proxy has TLS.'
  );
}
