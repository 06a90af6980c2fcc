import { readLines } from '../../audit/export/read-lines.js';
import type { SignInName } from '../../platform/config/admin-sign-in.js';
import { CommandRefused } from '../command.js';
import { ask } from './api-line.js';
import type { ApiLine } from './api-line.js';
import { openApiSession } from './api-session.js';
import type { RecordSource } from './record-source.js';

/** Codes of a certificate that is not believed: by name, or by Node's names for OpenSSL's. */
const unbelieved = /CERT|ISSUER|SIGNATURE/;

/** Null where a depot answers at this address, else a few words on why not. */
export async function whyNoDepotAt(line: ApiLine): Promise<string | null> {
  try {
    const answer = await ask(line, { method: 'GET', path: 'health/live' });
    answer.resume();
    return answer.statusCode === 200 ? null : `it answered ${String(answer.statusCode)}`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return unbelieved.test(code) ? `${code}; name the file of its authority with --ca` : code;
  }
}

/** The record as a running depot hands it out to an admin. @throws CommandRefused when the sign-in is refused */
export async function openApiSource(line: ApiLine, signIn: SignInName): Promise<RecordSource> {
  const session = await openApiSession(line, signIn);
  return {
    name: `the depot at ${line.url}`,
    read: async (purpose, work) => {
      const answer = await session.post('audit/export', { reason: purpose });
      return work(readLines(orCutOff(answer)));
    },
    close: () => session.close(),
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
