import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { SignInName } from '../../platform/config/admin-sign-in.js';
import { CommandRefused } from '../command.js';

/** Asks the person at the terminal for what the environment did not give; a password is not shown. */
export async function askSignIn(given: Partial<SignInName>, url: string): Promise<SignInName> {
  const { name: givenName, password: givenPassword } = given;
  if (givenName !== undefined && givenPassword !== undefined)
    return { ...given, name: givenName, password: givenPassword };
  if (!process.stdin.isTTY) {
    throw new CommandRefused(
      `The depot at ${url} wants an admin’s sign-in: set DEPOT_ADMIN_NAME and DEPOT_ADMIN_PASSWORD, or run this at a terminal.`,
    );
  }
  process.stderr.write(`Sign in as an admin of the depot at ${url}.\n`);
  const name = givenName ?? (await ask('Name: ', true));
  const password = givenPassword ?? (await ask('Password: ', false));
  const code = given.code ?? (await ask('Six digits of your second factor (Enter if you have none): ', true)).trim();
  return { name, password, code: code === '' ? null : code };
}

/** The digits of a second factor that the sign-in turned out to need. @returns null where nobody is at a terminal, or has any */
export async function askCode(): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const code = (await ask('Six digits of your second factor: ', true)).trim();
  return code === '' ? null : code;
}

/** Asks for what nobody may see over a shoulder. */
export function askHidden(question: string): Promise<string> {
  return ask(question, false);
}

/** Questions go to standard error: standard output is the answer's. */
async function ask(question: string, shown: boolean): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: shown ? process.stderr : silent, terminal: true });
  try {
    return await terminal.question(shown ? question : '');
  } finally {
    terminal.close();
    if (!shown) process.stderr.write('\n');
  }
}
