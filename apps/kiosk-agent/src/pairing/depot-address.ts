import { agentSocketPath } from '@depot/contracts';
import { Refusal } from '../refusal.js';

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

/**
 * The API's address.
 * @throws Refusal where it is no http(s) address, or plain http leaves this machine: a pairing code could be read.
 */
export function depotAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Refusal('The address of the depot must look like https://depot.example.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Refusal(`The depot at ${url.host} must be reached by https: plain http can be read on the way.`);
  }
  return url;
}

function below(depot: URL, path: string): URL {
  const url = new URL(depot);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  url.search = '';
  url.hash = '';
  return url;
}

/** Where an agent is paired. */
export function pairingUrl(depot: URL): URL {
  return below(depot, '/api/agents/pair');
}

/** Where an agent keeps its socket: ws or wss, as the API is http or https. */
export function socketUrl(depot: URL): URL {
  const url = below(depot, agentSocketPath);
  url.protocol = depot.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}
