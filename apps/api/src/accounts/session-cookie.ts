import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { SignedInRequest } from './roles.js';

export const sessionCookie = 'depot-session';

/** No script reads it, no other site's page sends it, and over TLS it goes over nothing else. It ends with the browser. */
export function giveSession(request: SignedInRequest, reply: FastifyReply, secret: string): void {
  const secure = request.protocol === 'https';
  reply.setCookie(sessionCookie, secret, { httpOnly: true, sameSite: 'strict', path: '/api', secure });
}

export function takeSession(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/api' });
}

/** Of somebody who is signed in. */
export function secretOf(request: SignedInRequest): string {
  const secret = request.cookies[sessionCookie];
  if (secret === undefined) throw new Error('This route knows nobody: it is public.');
  return secret;
}
