import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../../app.module.js';
import type { Services } from '../services.js';
import { requireDeclaredAccess } from './declared-access.js';
import { ProblemFilter, problemOf } from './problem.filter.js';
import { validation } from './validation.js';

const screens = fileURLToPath(new URL('../../../../kiosk-ui/dist/', import.meta.url));
const bodyLimit = 16 * 1024 * 1024;
/** Bodies that are taken as they are: pictures of QRs, seed files. */
const rawTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'text/csv',
  'application/octet-stream',
];

/** Builds the web application: routes below /api, the screens at /, the agents' socket beside them. */
export async function makeWebApp(services: Services): Promise<NestFastifyApplication> {
  const log = services.log.of('http');
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: false,
    forceCloseConnections: true,
    // An address that cannot be decoded never gets as far as Nest's own filter.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, log);
      void reply.status(problem.status).type('application/problem+json').send(problem);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoles(services), adapter, {
    logger: services.log,
    abortOnError: false,
    bufferLogs: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // Plain http on loopback is the first trial; a proxy with TLS sets HSTS itself.
    strictTransportSecurity: false,
  });
  fastify.addContentTypeParser(rawTypes, { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    log.debug({ method, route: routeOptions.url ?? '?', status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
    done();
  });
  app.setGlobalPrefix('api');
  app.useGlobalPipes(validation);
  app.useGlobalFilters(new ProblemFilter(log));
  app.useWebSocketAdapter(new WsAdapter(app));
  await serveScreens(app);
  documentApi(app);
  await app.init();
  requireDeclaredAccess(app);
  return app;
}

async function serveScreens(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(screens)) return;
  await app.register(fastifyStatic, {
    root: screens,
    wildcard: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

function documentApi(app: NestFastifyApplication): void {
  const description = 'Hands out hardware MFA tokens: burn or import, verify, record, ship.';
  const config = new DocumentBuilder().setTitle('Token Depot').setDescription(description).setVersion('1').build();
  const document = SwaggerModule.createDocument(app, config);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request, reply) => reply.send(document));
}
