import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Exposition } from '../metrics/exposition.js';
import type { Metrics } from '../metrics/metrics.js';
import { bearsKey } from '../metrics/metrics-key.js';
import { ProblemError } from './problem-error.js';
import { problemOf } from './problem.filter.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** A stream is open for hours; it is counted by its viewers instead. */
const eventStream = '/api/events';

/** Logs and measures every request by method, route pattern and status: never by address, body or query. */
export function measureRequests(fastify: FastifyInstance, { log, metrics }: { log: Logger; metrics: Metrics }): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const method = methods.includes(request.method) ? request.method : 'other';
    const route = patternOf(request.routeOptions.url);
    const status = reply.statusCode;
    log.debug({ request: request.id, method, route, status, ms: Math.round(reply.elapsedTime) }, 'Answered');
    if (route !== eventStream) metrics.requestServed({ method, route, status }, reply.elapsedTime / 1000);
    done();
  });
}

/** Each file of the screens is a route of its own, named after its content. */
function patternOf(url: string | undefined): string {
  if (url === undefined) return 'none';
  return url.startsWith('/api/') || url === '/metrics' ? url : 'screens';
}

/** `/metrics` beside the API, for whoever bears the key. Without one there is no such address. */
export function offerMetrics(
  fastify: FastifyInstance,
  { exposition, key, log }: { exposition: Exposition; key: string; log: Logger },
): void {
  fastify.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (bearsKey(request.headers.authorization, key)) {
      return reply.type(exposition.contentType).send(await exposition.text());
    }
    const error = new ProblemError('sign-in-needed', 'This takes the metrics key as a bearer token.');
    const problem = problemOf(error, { log, request: request.id });
    return reply
      .status(problem.status)
      .header('www-authenticate', 'Bearer')
      .type('application/problem+json')
      .send(problem);
  });
}
