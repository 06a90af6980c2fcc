import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Access } from '../../accounts/roles.js';

/** Collects every route from now on, such as `POST /api/jobs/:id/pack`. Call it before the first one is made. */
export function collectRoutes(fastify: Pick<FastifyInstance, 'addHook'>): ReadonlySet<string> {
  const served = new Set<string>();
  fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const name of [method].flat()) served.add(`${name} ${url}`);
  });
  return served;
}

/**
 * Refuses to go on when a route below /api is served that the document does not show, or when a route elsewhere does
 * more than hand out the screens.
 * @throws Error naming every such route
 */
export function requireDocumentedRoutes(
  served: ReadonlySet<string>,
  documented: Pick<ReadonlyMap<string, Access>, 'has'>,
): void {
  const hidden = [...served].filter((route) => {
    const [method = '', url = ''] = route.split(' ');
    const reads = method === 'GET' || method === 'HEAD';
    if (!/^\/api(\/|$)/.test(url)) return !reads;
    return !documented.has(route) && !(method === 'HEAD' && documented.has(`GET ${url}`));
  });
  if (hidden.length > 0) throw new Error(`These routes are served but not described: ${hidden.join(', ')}.`);
}
