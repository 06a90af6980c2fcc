import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { Problem } from '@depot/contracts';
import type { SignInName } from '../../platform/config/admin-sign-in.js';
import { CommandRefused } from '../command.js';
import { ask } from './api-line.js';
import type { ApiLine, ApiRequest } from './api-line.js';
import { askCode } from './ask-sign-in.js';

/** Somebody signed in at a running depot. */
export interface ApiSession {
  /** @param path below `/api/` @throws CommandRefused with the depot's words when it refuses */
  post(path: string, body: object, how?: Pick<ApiRequest, 'takesLong'>): Promise<IncomingMessage>;
  get(path: string): Promise<IncomingMessage>;
  close(): Promise<void>;
}

/** @throws CommandRefused when the sign-in is refused */
export async function openApiSession(line: ApiLine, signIn: SignInName): Promise<ApiSession> {
  const signedIn = await enter(line, signIn);
  signedIn.resume();
  const cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return {
    post: (path, body, how) => post(line, { path, body, cookie, ...how }),
    get: (path) => answered(line, { method: 'GET', path, cookie }),
    close: async () => {
      const answer = await ask(line, { method: 'DELETE', path: 'session', cookie }).catch(() => undefined);
      answer?.resume();
    },
  };
}

/** A depot does not say that it is the second factor alone which is missing: whoever guesses passwords would learn from it. */
async function enter(line: ApiLine, { name, password, code }: SignInName): Promise<IncomingMessage> {
  const knock = (digits: string | null): Promise<IncomingMessage> =>
    post(line, { path: 'session', body: { name, password, ...(digits === null ? {} : { code: digits }) } });
  try {
    return await knock(code ?? null);
  } catch (error) {
    if (code !== undefined || !(error instanceof CommandRefused) || error.code !== 'sign-in-refused') throw error;
    const asked = await askCode();
    if (asked !== null) return knock(asked);
    throw new CommandRefused(
      `${error.message} Somebody with a second factor puts the six digits that it shows now into DEPOT_ADMIN_CODE, or runs this at a terminal.`,
    );
  }
}

async function post(line: ApiLine, what: Omit<ApiRequest, 'method'>): Promise<IncomingMessage> {
  return answered(line, { method: 'POST', ...what });
}

async function answered(line: ApiLine, what: ApiRequest): Promise<IncomingMessage> {
  const answer = await ask(line, what).catch((error: unknown) => {
    throw new CommandRefused(`${line.url} does not answer (${error instanceof Error ? error.message : ''}).`);
  });
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return answer;
  const problem = Problem.safeParse(await json(answer).catch(() => null));
  if (!problem.success) throw new CommandRefused(`${line.url} answered ${String(status)}: is it a depot?`);
  throw new CommandRefused(
    `The depot at ${line.url} refused: ${problem.data.detail} ${problem.data.advice}`,
    problem.data.code,
  );
}
