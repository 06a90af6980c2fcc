import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../../app.module.js';
import type { Services } from '../services.js';
import { KeyDoor } from '../../api-keys/key-door.service.js';
import { AccessGuard } from '../../accounts/access.guard.js';
import { sessionCookie } from '../../accounts/session-cookie.js';
import type { Access } from '../../accounts/roles.js';
import { largestSeedFile } from '@depot/contracts';
import type { KeyScope } from '@depot/contracts';
import { declaredAccess, requireDeclaredAccess } from './declared-access.js';
import { documentAccess, kioskScheme, operationId, recipientScheme, sessionScheme } from './documented-access.js';
import { declaredScopes, documentScopes, keyScheme } from './documented-scopes.js';
import { hearOut } from './hear-out.js';
import { measureRequests, offerMetrics } from './measured.js';
import { ProblemFilter, problemOf } from './problem.filter.js';
import { collectRoutes, requireDocumentedRoutes } from './served-routes.js';
import { builtScreens } from '../built-screens.js';
import { readCertificate } from '../tls/certificate.js';
import { kioskCookie, visitCookie } from '../../self-service/kiosk-session.js';
import { validation } from './validation.js';

const bodyLimit = 16 * 1024 * 1024;
/** What nobody on the staff sends has no need to be longer: a code, a password, the text of a QR code. */
const strangersBodyLimit = 64 * 1024;
/** Bodies that are handed on as they come, and nowhere whole: seed files. */
const streamedTypes = ['application/octet-stream'];
/** As much as anybody may send at all. */
const patience = { bytes: largestSeedFile, ms: 30_000 };

/** Builds the web application: routes below /api, the screens at /, the agents' socket beside them. */
export async function makeWebApp(services: Services): Promise<NestFastifyApplication> {
  const { exposition, metrics } = services;
  const { tls, trustedProxies, metrics: scrapes } = services.config;
  const log = services.log.of('http');
  const adapter = new FastifyAdapter({
    ...(tls === null ? {} : { https: readCertificate(tls, services.clock.now()) }),
    bodyLimit,
    // What a stranger says of where a request came from counts for nothing.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: true,
    // Ours, not the caller's: what a stranger wrote does not become the name of a log line.
    genReqId: () => randomUUID(),
    // An address that cannot be decoded never gets as far as Nest's own filter.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, { log, request: request.id });
      void reply.status(problem.status).type('application/problem+json').send(problem);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoles(services), adapter, {
    logger: services.log,
    abortOnError: false,
    bufferLogs: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const served = collectRoutes(fastify);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The QR decoder is WebAssembly, our own copy; nothing is evaluated as script.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // The screens set single properties from their script, which is none of the policy's business.
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // Plain http on loopback is the first trial; a proxy with TLS sets HSTS itself.
    strictTransportSecurity: tls === null ? false : { maxAge: 180 * 24 * 3600, includeSubDomains: false },
  });
  fastify.addContentTypeParser(streamedTypes, (_request, body, done) => {
    done(null, body);
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
  hearOut(fastify, patience);
  measureRequests(fastify, { log, metrics });
  if (services.config.roles.has('http')) {
    offerMetrics(fastify, { exposition, log, key: scrapes.key, door: app.get(KeyDoor) });
  }
  // The address that is typed at a kiosk.
  app.setGlobalPrefix('api', { exclude: ['agent.tgz'] });
  app.useGlobalPipes(validation);
  app.useGlobalFilters(new ProblemFilter(log));
  app.useWebSocketAdapter(new WsAdapter(app));
  await serveScreens(app);
  requireDeclaredAccess(app);
  const { access, scopes } = documentApi(app);
  judgeBeforeBody(app, { access, scopes });
  limitStrangers(fastify, access);
  await app.init();
  requireDocumentedRoutes(served, access);
  return app;
}

async function serveScreens(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(builtScreens)) return;
  await app.register(fastifyStatic, {
    root: builtScreens,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Who may call each route, and with which scope a key may. */
interface Doors {
  readonly access: ReadonlyMap<string, Access>;
  readonly scopes: ReadonlyMap<string, KeyScope>;
}

/** Describes the API at /api/openapi.json. */
function documentApi(app: NestFastifyApplication): Doors {
  const description = 'Hands out hardware MFA tokens: burn or import, verify, record, ship.';
  const config = new DocumentBuilder()
    .setTitle('Token Depot')
    .setDescription(description)
    .setVersion('1')
    .addCookieAuth(sessionCookie, { type: 'apiKey' }, sessionScheme)
    .addCookieAuth(kioskCookie, { type: 'apiKey' }, kioskScheme)
    .addCookieAuth(visitCookie, { type: 'apiKey' }, recipientScheme)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'depot_…' }, keyScheme)
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationId });
  const itself = 'openapi';
  document.paths['/api/openapi.json'] = {
    get: { operationId: itself, responses: { 200: { description: 'This document' } } },
  };
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request, reply) => reply.send(document));
  const access = documentAccess(document, new Map([...declaredAccess(app), [itself, 'public']]));
  return { access, scopes: documentScopes(document, declaredScopes(app)) };
}

/** Before the routes are made: each keeps the limit that it had then. */
function limitStrangers(fastify: Pick<FastifyInstance, 'addHook'>, access: ReadonlyMap<string, Access>): void {
  fastify.addHook('onRoute', (route) => {
    const whose = access.get(`${[route.method].flat()[0] ?? ''} ${route.url}`);
    if (whose === 'public' || whose === 'kiosk' || whose === 'recipient') route.bodyLimit = strangersBodyLimit;
  });
}

/** Whoever may not call a route is refused before a byte of the body is read; Nest's guard comes only after it. */
function judgeBeforeBody(app: NestFastifyApplication, doors: Doors): void {
  const guard = app.get(AccessGuard);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const route = `${request.method} ${request.routeOptions.url ?? ''}`;
      const access = doors.access.get(route);
      if (access !== undefined) await guard.judge(request, access, doors.scopes.get(route) ?? null);
    });
}
