import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { collectRoutes, requireDocumentedRoutes } from './served-routes.js';

const described = new Set(['GET /api/jobs/:id', 'POST /api/jobs/:id/pack']);

async function serve(...routes: { method: string; url: string }[]): Promise<ReadonlySet<string>> {
  const server = fastify();
  const served = collectRoutes(server);
  for (const route of routes) server.route({ ...route, handler: () => 'here' });
  await server.ready();
  await server.close();
  return served;
}

const jobs = [
  { method: 'GET', url: '/api/jobs/:id' },
  { method: 'POST', url: '/api/jobs/:id/pack' },
];

describe('the boot', () => {
  it('goes on where every route below /api is described and the rest is to be read', async () => {
    const served = await serve(...jobs, { method: 'GET', url: '/assets/index.js' });
    expect(served).toContain('HEAD /api/jobs/:id');
    expect(() => {
      requireDocumentedRoutes(served, described);
    }).not.toThrow();
  });

  it.each([
    ['POST', '/api/back-door'],
    ['GET', '/api/jobs'],
    ['DELETE', '/api/jobs/:id'],
    ['POST', '/upload'],
  ])('stops at %s %s, which nothing describes, and names it', async (method, url) => {
    const served = await serve(...jobs, { method, url });
    expect(() => {
      requireDocumentedRoutes(served, described);
    }).toThrow(`These routes are served but not described: ${method} ${url}`);
  });
});
