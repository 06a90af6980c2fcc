import type { IncomingMessage } from 'node:http';
import type { ProxyTable } from './recording-proxy.js';
import type { Sink, Sinks } from './sinks.js';

/** Where what passes the proxy before the API is kept. @param isMistaken whether a request of this moment is a mistake */
export function tableOfApi(sinks: Sinks, isMistaken: () => boolean): ProxyTable {
  return {
    record: (sink, piece) => {
      sinks.record(sink, piece);
    },
    request: ({ url = '' }: IncomingMessage) =>
      isMistaken()
        ? { head: 'mistaken requests', body: 'mistaken requests' }
        : { head: 'addresses and headers', body: bodyOf(url) },
    answer: ({ url = '' }: IncomingMessage) => answerOf(url),
  };
}

export function tableOfBench(sinks: Sinks): ProxyTable {
  return {
    record: (sink, piece) => {
      sinks.record(sink, piece);
    },
    request: () => ({ head: 'bench requests', body: 'bench requests' }),
    answer: () => 'bench answers',
  };
}

function bodyOf(path: string): Sink {
  if (/^\/api\/jobs\/[^/]+\/capture(-image)?$/.test(path)) return 'bodies: captures';
  if (path === '/api/self/sign-in') return 'bodies: one-time codes';
  if (path === '/api/customer-key') return 'bodies: customer key';
  return path.startsWith('/api/seed-files') ? 'bodies: seed files' : 'bodies: the rest';
}

function answerOf(path: string): Sink {
  if (path === '/api/events') return 'event stream';
  if (/^\/api\/seed-files\/[^/]+\/bad-rows$/.test(path)) return 'answers: bad rows';
  if (path.endsWith('/self-codes')) return 'answers: one-time codes';
  if (path.endsWith('/temporary-pass')) return 'answers: Temporary Access Pass';
  return path === '/api/directory/entra-csv' ? 'answers: Entra CSV' : 'answers: the rest';
}
