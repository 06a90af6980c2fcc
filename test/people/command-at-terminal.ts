import { spawn } from 'node:child_process';
import { programs } from '../depot/program.js';
import type { CommandResult } from '../workflow/audit.fixture.js';

/** What somebody types, when this stands on the screen. */
export interface Typing {
  readonly when: RegExp;
  readonly type: string;
}

/** Runs the built command at a terminal (util-linux' `script` makes one), where somebody answers one question. */
export async function depotCommandAtTerminal(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { when, type }: Typing,
): Promise<CommandResult> {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  const line = [process.execPath, programs.command, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--echo', 'never', '--command', line, '/dev/null'], {
    env: { PATH, HOME, TMPDIR, SHELL: '/bin/sh', TERM: 'dumb', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.on('data', (piece: Buffer) => {
    const before = when.test(shown);
    shown += piece.toString();
    if (!before && when.test(shown)) child.stdin.write(`${type}\r`);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  return { code, output: shown };
}
