import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../platform/http/problem-error.js';
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

/** Of somebody who is signed in. @throws ProblemError `sign-in-needed` for whoever came in otherwise than by a session */
export function secretOf(request: SignedInRequest): string {
  const secret = request.cookies[sessionCookie];
  if (secret === undefined) throw new ProblemError('sign-in-needed');
  return secret;
}
