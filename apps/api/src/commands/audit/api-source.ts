import { Problem } from '@depot/contracts';
import { readLines } from '../../audit/export/read-lines.js';
import type { SignInName } from '../../platform/config/admin-sign-in.js';
import { CommandRefused } from '../command.js';
import type { RecordSource } from './record-source.js';

/** Null where a depot answers at this address, else a few words on why not. */
export async function whyNoDepotAt(url: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/api/health/live`, { signal: AbortSignal.timeout(5000) });
    return answer.ok ? null : `it answered ${String(answer.status)}`;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    return code.includes('CERT') ? `${code}; name the certificate’s file in NODE_EXTRA_CA_CERTS` : code;
  }
}

/** The record as a running depot hands it out to an admin. @throws CommandRefused when the sign-in is refused */
export async function openApiSource(url: string, signIn: SignInName): Promise<RecordSource> {
  const { headers: answered } = await request(url, { path: 'session', body: signIn });
  const cookie = answered.getSetCookie()[0]?.split(';')[0] ?? '';
  return {
    name: `the depot at ${url}`,
    read: async (purpose, work) => {
      const { body } = await request(url, { path: 'audit/export', body: { reason: purpose }, cookie });
      if (body === null) throw new CommandRefused(`The depot at ${url} sent nothing.`);
      return work(readLines(orCutOff(body)));
    },
    close: async () => {
      await fetch(`${url}/api/session`, { method: 'DELETE', headers: { cookie } }).catch(() => undefined);
    },
  };
}

/** An answer that breaks off must not end a command with a network library's words. */
async function* orCutOff(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new CommandRefused('The depot stopped answering before the record was read to its end. Try again.');
  }
}

async function request(
  url: string,
  what: { path: string; body: object; cookie?: string },
): Promise<{ headers: Headers; body: AsyncIterable<Uint8Array> | null }> {
  const headers = { 'content-type': 'application/json', ...(what.cookie === undefined ? {} : { cookie: what.cookie }) };
  const answer = await fetch(`${url}/api/${what.path}`, { method: 'POST', headers, body: JSON.stringify(what.body) });
  if (answer.ok) return { headers: answer.headers, body: answer.body };
  const problem = Problem.safeParse(await answer.json().catch(() => null));
  if (!problem.success) throw new CommandRefused(`${url} answered ${String(answer.status)}: is it a depot?`);
  throw new CommandRefused(`The depot at ${url} refused: ${problem.data.detail} ${problem.data.advice}`);
}
