import type { KeyScope } from '@depot/contracts';
import type { Caller } from './callers.js';
import type { ExpectedAccess } from './expected-access.js';
import { ownRefusals } from './expected-access.js';
import type { Operation } from './operations.js';
import type { Aim } from './aims.js';

/** Whether the door let a caller through, or the problem it refused them with. */
export type Verdict = 'let in' | keyof typeof doors;

export interface Question {
  readonly aim: Aim;
  readonly body: { readonly type: string; readonly text: string } | null;
  readonly origin?: string;
  /** Another method than the operation's own. */
  readonly method?: string;
}

/** The problems of the door itself, with their status. */
export const doors = {
  'sign-in-needed': 401,
  'not-your-role': 403,
  'foreign-origin': 403,
  'key-refused': 401,
  'key-scope': 403,
  'key-tenant': 403,
} as const;

/** @param scope the scope that opens the route to a key; undefined where none does */
export function expectedVerdict(
  access: ExpectedAccess,
  scope: KeyScope | undefined,
  { roles, key, comesAs = [] }: Caller,
): Verdict {
  if (access === 'public') return 'let in';
  if (access === 'kiosk' || access === 'recipient') return comesAs.includes(access) ? 'let in' : 'sign-in-needed';
  if (key?.worth === 'refused') return 'key-refused';
  if (key?.worth === 'tenant') return 'key-tenant';
  if (key !== undefined) return scope !== undefined && key.scopes.includes(scope) ? 'let in' : 'key-scope';
  if (roles === null) return 'sign-in-needed';
  return access === 'signed-in' || roles.some((role) => access.includes(role)) ? 'let in' : 'not-your-role';
}

/** Sends one request. @returns the answer, its body read where it ends by itself */
export async function send(
  url: string,
  operation: Operation,
  { caller, aim, body, origin, method = operation.method }: Question & { caller: Caller },
): Promise<{ status: number; headers: Headers; code: string | null }> {
  const abort = new AbortController();
  const headers = new Headers();
  if (caller.cookie !== '') headers.set('cookie', caller.cookie);
  if (caller.key !== undefined) headers.set('authorization', `Bearer ${caller.key.secret}`);
  if (body !== null) headers.set('content-type', body.type);
  if (origin !== undefined) headers.set('origin', origin);
  const answer = await fetch(url + pathAt(operation.path, aim), {
    method,
    headers,
    signal: abort.signal,
    ...(body === null ? {} : { body: body.text }),
  });
  const type = answer.headers.get('content-type') ?? '';
  const code = type.startsWith('application/problem+json') ? await codeOf(answer) : null;
  // The event stream does not end by itself.
  abort.abort();
  return { status: answer.status, headers: answer.headers, code };
}

/** What the door said. An answer that is neither a door's nor the route's own is given back as it is, to fail on. */
export async function ask(
  url: string,
  operation: Operation,
  question: Question & { caller: Caller },
): Promise<Verdict | `${number} ${string}`> {
  const { status, code } = await send(url, operation, question);
  for (const [door, itsStatus] of Object.entries(doors))
    if (code === door && status === itsStatus) return door as Verdict;
  const refused = status === 401 || status === 403;
  if (status >= 500 || (refused && code !== ownRefusals[operation.name])) return `${status} ${code ?? ''}`;
  return 'let in';
}

function pathAt(path: string, aim: Aim): string {
  return path.replace(/([\w-]+)\/\{\w+\}/g, (_, thing: string) => {
    const id = aim.ids[thing];
    if (id === undefined) throw new Error(`No sample id for ${thing}: name one in aims.ts.`);
    return `${thing}/${id}`;
  });
}

async function codeOf(answer: Response): Promise<string | null> {
  const text = await answer.text();
  return text === '' ? null : (JSON.parse(text) as { code: string }).code;
}
