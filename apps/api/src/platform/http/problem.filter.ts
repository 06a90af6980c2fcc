import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { problems } from '@depot/contracts';
import type { Problem, ProblemCode } from '@depot/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemError } from './problem-error.js';

/** Turns whatever a request failed with into problem details; what nobody foresaw is logged under a reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const problem = problemOf(error, { log: this.#log, request: http.getRequest<FastifyRequest>().id });
    // RFC 6750, section 3: only to whoever showed a key, as a browser would ask its user for one.
    if (problem.code === 'key-refused') reply.header('www-authenticate', 'Bearer error="invalid_token"');
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }
}

/** What a failure looks like from outside. What nobody foresaw goes to the log under the request's id. */
export function problemOf(error: unknown, during: { log: Logger; request: string }): Problem {
  const problem = { ...nameOf(error), instance: `urn:uuid:${during.request}` };
  if (problem.code !== 'internal') return problem;
  during.log.error({ err: error, request: during.request }, 'A request failed');
  return { ...problem, reference: during.request };
}

function nameOf(error: unknown): Problem {
  if (error instanceof ProblemError) return problemIn(error);
  if (error instanceof ThrottlerException) return shape('too-many-requests');
  if (isUnkeepableText(error))
    return shape('bad-request', 'A text holds a character that cannot be kept, such as U+0000.');
  const status = statusOf(error);
  if (status === 413) return shape('too-large');
  if (status === 404) return shape('not-found');
  if (status !== null && status < 500) return shape('bad-request', detailOf(error));
  return shape('internal');
}

/** What somebody foresaw, as it is answered. */
export function problemIn(error: ProblemError): Problem {
  return shape(error.code, error.message, error.facts);
}

/** PostgreSQL's words for text it cannot hold (SQLSTATE 22021, 22P05, 22P02). */
function isUnkeepableText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['22021', '22P05', '22P02'].includes(String(error.code));
}

function shape(code: ProblemCode, detail?: string, facts?: Readonly<Record<string, unknown>>): Problem {
  const { status, title, advice } = problems[code];
  return {
    type: `urn:token-depot:problem:${code}`,
    code,
    status,
    title,
    detail: detail ?? title,
    advice,
    ...(facts === undefined ? {} : { facts: { ...facts } }),
  };
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return null;
}

/** Fastify's and Nest's own words for a bad request; they name fields and types, never values. */
function detailOf(error: unknown): string {
  if (error instanceof HttpException) {
    const response = error.getResponse();
    if (typeof response === 'object' && 'message' in response) {
      return Array.isArray(response.message) ? response.message.join('; ') : String(response.message);
    }
  }
  return problems['bad-request'].title;
}
