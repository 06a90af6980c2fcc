import { holdsSecret } from '@depot/contracts';
import { ProblemError, ownProblem, problemOf } from './problem-error';

/** What turns an answer's JSON into a value: a schema of the contracts. */
interface Shape<Value> {
  parse(json: unknown): Value;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
/** A JSON body, or bytes with the type they carry. */
export type Body = object | { readonly raw: Blob; readonly type: string };

const listeners = new Set<() => void>();

/** Calls back whenever the API says that nobody is signed in (any more). */
export function whenSignedOut(listener: () => void): void {
  listeners.add(listener);
}

let signedInAgain: () => Promise<boolean> = () => Promise.resolve(false);

/** What a request that was refused for want of a session waits for; it is sent again when that says yes. It has done nothing so far. */
export function holdWhileSignedOut(wait: () => Promise<boolean>): void {
  signedInAgain = wait;
}

/**
 * @param fresh whether it may still be sent after it was held: digits run out
 * @throws ProblemError with the API's problem, or one of our own: `secret-scanned`, `code-too-old`, or that there is no usable answer
 */
export async function send(method: Method, path: string, body?: Body, fresh = () => true): Promise<Response> {
  // Addresses are kept by browsers, proxies and logs: a QR code scanned into a search goes no further than this.
  if (holdsSecret(inClear(path))) throw ownProblem('secret-scanned');
  const response = await fetch(`/api/${path}`, { method, cache: 'no-store', ...payload(method, body) }).catch(() => {
    throw ownProblem('connection-lost');
  });
  if (response.ok) return response;
  const error = await problemOf(response);
  // A recipient's visit, or a kiosk's, has a session of its own: its end says nothing about the staff's.
  if (error.problem.code !== 'sign-in-needed' || path.startsWith('self/')) throw error;
  for (const listener of listeners) listener();
  if (path === 'session' || !(await signedInAgain())) throw error;
  if (!fresh()) throw ownProblem('code-too-old');
  return send(method, path, body, fresh);
}

/** As `send`, and reads the answer as `shape` says. */
export async function ask<Value>(
  shape: Shape<Value>,
  method: Method,
  path: string,
  body?: Body,
  fresh?: () => boolean,
): Promise<Value> {
  const response = await send(method, path, body, fresh);
  try {
    return shape.parse(await response.json());
  } catch {
    throw ownProblem('unknown-answer', response.status);
  }
}

/** The page goes away in this very moment: nobody waits for an answer. */
export function sendAtOnce(path: string, body: object): void {
  void fetch(`/api/${path}`, { method: 'POST', keepalive: true, ...payload('POST', body) }).catch(() => undefined);
}

function inClear(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function problemIn(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : ownProblem('unknown-answer');
}

function payload(method: Method, body: Body | undefined): RequestInit {
  if (method === 'GET' || method === 'DELETE') return {};
  if (body !== undefined && 'raw' in body) return { headers: { 'content-type': body.type }, body: body.raw };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
}
