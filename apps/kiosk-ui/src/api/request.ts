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

/** What has no answer by then gets none: the line is dead and nobody noticed, or the depot waits for a database that is gone. */
const answeredWithinMs = 75_000;

interface Request {
  readonly method: Method;
  readonly path: string;
  readonly body: Body | undefined;
  /** Whether the depot may work on it for minutes, or that long is needed to send it. */
  readonly isLong: boolean;
  /** Whether it may still be sent after it was held: digits run out. */
  readonly fresh?: (() => boolean) | undefined;
}

/**
 * @param fresh whether it may still be sent after it was held: digits run out
 * @throws ProblemError with the API's problem, or one of our own: `secret-scanned`, `code-too-old`, or that there is no usable answer
 */
export function send(method: Method, path: string, body?: Body, fresh?: () => boolean): Promise<Response> {
  return exchange({ method, path, body, isLong: false, fresh }, (response) => Promise.resolve(response));
}

/** As `send`, for a file that is made first: that takes as long as it takes. */
export function fetchFile(path: string, body?: Body): Promise<Response> {
  return exchange({ method: 'POST', path, body, isLong: true }, (response) => Promise.resolve(response));
}

/** As `send`, and reads the answer as `shape` says. */
export function ask<Value>(
  shape: Shape<Value>,
  method: Method,
  path: string,
  body?: Body,
  fresh?: () => boolean,
): Promise<Value> {
  const isLong = body !== undefined && 'raw' in body;
  return exchange({ method, path, body, isLong, fresh }, (response) => read(shape, response));
}

/** As `ask`, for what the depot may work on for minutes: thousands of rows, or a directory that is asked about each. */
export function askForLong<Value>(shape: Shape<Value>, path: string, body?: Body): Promise<Value> {
  return exchange({ method: 'POST', path, body, isLong: true }, (response) => read(shape, response));
}

async function exchange<Value>(request: Request, use: (response: Response) => Promise<Value>): Promise<Value> {
  const { method, path, body, isLong } = request;
  // Addresses are kept by browsers, proxies and logs: a QR code scanned into a search goes no further than this.
  if (holdsSecret(inClear(path))) throw ownProblem('secret-scanned');
  const waiting = new AbortController();
  const { signal } = waiting;
  const timer = isLong ? undefined : setTimeout(() => waiting.abort(), answeredWithinMs);
  try {
    const init = { method, cache: 'no-store', signal, ...payload(method, body) } as const;
    const response = await fetch(`/api/${path}`, init).catch(() => {
      throw ownProblem('connection-lost');
    });
    if (response.ok) return await use(response);
    const error = await problemOf(response);
    // A recipient's visit, or a kiosk's, has a session of its own: its end says nothing about the staff's.
    if (error.problem.code !== 'sign-in-needed' || path.startsWith('self/')) throw error;
    for (const listener of listeners) listener();
    clearTimeout(timer);
    if (path === 'session' || !(await signedInAgain())) throw error;
    if (request.fresh?.() === false) throw ownProblem('code-too-old');
  } finally {
    clearTimeout(timer);
  }
  return exchange(request, use);
}

async function read<Value>(shape: Shape<Value>, response: Response): Promise<Value> {
  try {
    return shape.parse(await response.json());
  } catch (error) {
    // What broke off on its way is no answer, good or bad.
    const isLost = error instanceof TypeError || error instanceof DOMException;
    throw isLost ? ownProblem('connection-lost') : ownProblem('unknown-answer', response.status);
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
