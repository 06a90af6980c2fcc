import { randomUUID } from 'node:crypto';
import type { FaultKind, Faults } from './faults.js';
import type { GraphAnswer, GraphRoute } from './graph-call.js';
import { GraphRefusal, notFound } from './graph-refusal.js';
import { inventoryRoutes } from './inventory-routes.js';
import { throttled } from './limits.js';
import type { Limits } from './limits.js';
import { neighbourRoutes } from './neighbour-routes.js';
import type { EmulatedTenant } from './tenant.js';
import type { TokenEndpoint } from './token-endpoint.js';
import { userRoutes } from './user-routes.js';

const routes: readonly GraphRoute[] = [...inventoryRoutes, ...userRoutes, ...neighbourRoutes];

export interface GraphRequest {
  readonly method: string;
  readonly url: URL;
  readonly bearer: string;
  readonly clientRequestId: string | null;
  readonly consistencyLevel: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What goes over the wire. `drop`: the connection ends without an answer. */
export interface GraphReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly drop?: true;
  readonly lateMs?: number;
}

/** One call as the emulator saw it, for tests that look over the depot's shoulder. */
export interface SeenCall {
  readonly route: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Graph's part of the emulator: finds the route, checks token, permission and limits, runs it, and fails when told to. */
export class GraphService {
  readonly seen: SeenCall[] = [];
  /** How many calls came. */
  calls = 0;
  readonly #parts: { tenant: EmulatedTenant; tokens: TokenEndpoint; faults: Faults; limits: Limits };
  readonly #now: () => number;
  #answered = 0;

  constructor(
    parts: { tenant: EmulatedTenant; tokens: TokenEndpoint; faults: Faults; limits: Limits },
    now: () => number,
  ) {
    this.#parts = parts;
    this.#now = now;
  }

  reply(request: GraphRequest): GraphReply {
    const requestId = randomUUID();
    const about = { 'request-id': requestId, 'client-request-id': request.clientRequestId ?? requestId };
    const found = match(request);
    const route = found?.route.route ?? `${request.method} ${request.url.pathname}`;
    const fault = this.#parts.faults.draw(route);
    const early = fault === null ? null : beforeIt(fault, this.#parts.faults.retryAfter);
    if (early !== null) {
      this.#saw(route, early.status, request.body);
      return envelope(early, about);
    }
    const reply = this.#run(request, found, about);
    this.#saw(route, reply.status, request.body);
    if (fault === 'lost-after') return { ...reply, drop: true };
    if (fault === 'slow') return { ...reply, lateMs: 1000 };
    if (fault !== 'failed-after' || reply.status >= 400) return reply;
    return envelope(new GraphRefusal(500, 'generalException', { message: 'An unexpected error occurred.' }), about);
  }

  #run(request: GraphRequest, found: Found | null, about: Readonly<Record<string, string>>): GraphReply {
    const { tenant, tokens, limits } = this.#parts;
    try {
      if (!tokens.accepts(request.bearer)) {
        throw new GraphRefusal(401, 'InvalidAuthenticationToken', { message: 'Access token is empty or has expired.' });
      }
      if (found === null) throw notFound(request.url.pathname);
      const { permission } = found.route;
      if (permission !== null && !tenant.granted.has(permission)) {
        throw new GraphRefusal(403, 'Authorization_RequestDenied', {
          message: 'Insufficient privileges to complete the operation.',
        });
      }
      for (const limit of found.route.limits) limits.count(limit);
      this.#answered += 1;
      const answer: GraphAnswer = found.route.run({
        tenant,
        ids: found.ids,
        query: request.url.searchParams,
        body: request.body,
        now: this.#now(),
        consistencyLevel: request.consistencyLevel,
        address: `${request.url.origin}${request.url.pathname}`,
        nested: this.#answered % 2 === 0,
      });
      const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
      return { status: answer.status, headers: { ...about, 'content-type': 'application/json' }, text };
    } catch (error) {
      if (error instanceof GraphRefusal) return envelope(error, about);
      throw error;
    }
  }

  #saw(route: string, status: number, body: SeenCall['body']): void {
    this.calls += 1;
    this.seen.push({ route, status, body });
    if (this.seen.length > 20_000) this.seen.splice(0, 10_000);
  }
}

interface Found {
  readonly route: GraphRoute;
  readonly ids: readonly string[];
}

function match({ method, url }: GraphRequest): Found | null {
  const path = url.pathname.replace(/^\/(beta|v1\.0)/, '');
  for (const route of routes) {
    const [verb = '', pattern = ''] = route.route.split(' ');
    if (verb !== method) continue;
    // An action's name stands where an id would: the table lists it after the ids, so ids leave those words out.
    const ids = new RegExp(`^${pattern.replaceAll('{id}', '((?!assignAndActivate)[^/]+)')}$`).exec(path);
    if (ids !== null) return { route, ids: ids.slice(1).map(decodeURIComponent) };
  }
  return null;
}

/** What answers in the route's place where the fault strikes before it. */
function beforeIt(fault: FaultKind, retryAfter: number): (GraphRefusal & { drop?: true; html?: true }) | null {
  switch (fault) {
    case 'refused':
      return new GraphRefusal(400, 'badRequest', { message: 'The request is not valid.' });
    case 'throttled':
      return throttled(retryAfter);
    case 'unavailable':
      return new GraphRefusal(503, 'serviceNotAvailable', { message: 'The service is temporarily unavailable.' });
    case 'gateway':
      return Object.assign(new GraphRefusal(504, 'gateway', { message: '' }), { html: true as const });
    case 'lost-before':
      return Object.assign(new GraphRefusal(0, 'lost', { message: '' }), { drop: true as const });
    case 'failed-after':
    case 'lost-after':
    case 'slow':
      return null;
  }
}

function envelope(
  refusal: GraphRefusal & { drop?: true; html?: true },
  about: Readonly<Record<string, string>>,
): GraphReply {
  const { status, code, message } = refusal;
  if (refusal.drop === true) return { status, headers: {}, text: '', drop: true };
  if (refusal.html === true) {
    return { status, headers: { 'content-type': 'text/html' }, text: '<html><body>504 Gateway Time-out</body></html>' };
  }
  const innerError = { date: '2026-01-01T00:00:00', ...about };
  return {
    status,
    headers: { ...about, ...refusal.headers, 'content-type': 'application/json' },
    text: JSON.stringify({ error: { code, message, innerError } }),
  };
}
