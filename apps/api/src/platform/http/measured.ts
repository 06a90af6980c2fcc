import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { KeyDoor } from '../../api-keys/key-door.service.js';
import { bearerOf } from '../../api-keys/key-client.js';
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

/** `/metrics` beside the API: for whoever bears the settings' key, where there is one, or a client's with the scope `metrics`. */
export function offerMetrics(
  fastify: FastifyInstance,
  { exposition, key, door, log }: { exposition: Exposition; key: string | null; door: KeyDoor; log: Logger },
): void {
  fastify.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { authorization } = request.headers;
    try {
      if (key === null || !bearsKey(authorization, key)) {
        const bearer = bearerOf(authorization);
        if (bearer === null) throw new ProblemError('sign-in-needed', 'This takes the metrics key as a bearer token.');
        await door.admit(bearer, { scope: 'metrics', address: request.ip });
      }
      return await reply.type(exposition.contentType).send(await exposition.text());
    } catch (error) {
      const problem = problemOf(error, { log, request: request.id });
      if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
      return reply.status(problem.status).type('application/problem+json').send(problem);
    }
  });
}
