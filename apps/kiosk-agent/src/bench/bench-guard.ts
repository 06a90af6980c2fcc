import { type IncomingMessage } from 'node:http';

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Why a request is refused; null when it is welcome. A page of the web can send requests to this machine: under its own
 * origin, or under a name of its own that it lets point here. Both show in the headers.
 */
export function refusedBecause({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const { host, origin } = headers;
  const isOurs = host !== undefined && loopbackHosts.includes(host.replace(/:\d+$/, ''));
  if (!isOurs) return 'The bench is reached under 127.0.0.1 only.';
  if (origin !== undefined && origin !== `http://${host}`) return 'The request came from another page.';
  return null;
}
