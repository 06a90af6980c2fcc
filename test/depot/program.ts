import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root, seen from `test/dist/depot/` and `test/depot/` alike. */
const root = new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url);

export const programs = {
  api: fileURLToPath(new URL('apps/api/dist/bundle/main.js', root)),
  command: fileURLToPath(new URL('apps/api/dist/bundle/depot.js', root)),
  agent: fileURLToPath(new URL('apps/kiosk-agent/dist/main.js', root)),
};

/**
 * In tests PGlite's WebAssembly stays as its baseline compiler made it: a depot that lives for seconds is gone before the second compiler has
 * earned its time. What is measured or shown runs as it always does.
 */
const v8Options = process.env['VITEST'] === undefined ? [] : ['--liftoff-only'];

/** Characters. Only what has lost its mind says more. */
const mostPrinted = 128 * 1024 * 1024;

/** One started process: what it printed, what it announced, and how it ends. */
export interface Program {
  readonly process: ChildProcess;
  /** Standard output and standard error so far. */
  output(): string;
  /** The first IPC message of this type. Rejects, with what the program printed, when it ends before. */
  announced<T extends { type: string }>(type: T['type']): Promise<T>;
  readonly ended: Promise<number | null>;
  /** SIGTERM; SIGKILL after `ms`. */
  stop(ms?: number): Promise<number | null>;
  kill(): Promise<number | null>;
}

/** Starts one of the project's programs with an IPC channel, as `npm start` does. */
export function startProgram(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Program {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  const child = fork(file, [...args], {
    execArgv: v8Options,
    env: { PATH, HOME, TMPDIR, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  const collect = (chunk: Buffer): void => {
    if (printed.length > mostPrinted) return;
    printed += chunk.toString();
    if (printed.length <= mostPrinted) return;
    printed += '\nIt printed this over and over, and was killed for it.';
    child.kill('SIGKILL');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const messages: { type: string }[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (message) => {
    messages.push(message as { type: string });
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    process: child,
    output: () => printed,
    ended,
    announced: <T extends { type: string }>(type: T['type']) =>
      new Promise<T>((resolve, reject) => {
        const look = (): void => {
          const found = messages.find((message) => message.type === type);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found as T);
        };
        waiting.add(look);
        look();
        void ended.then((code) => {
          reject(new Error(`${file} ended with ${String(code)} before it was ready:\n${printed}`));
        });
      }),
    stop: async (ms = 20_000) => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), ms);
      const code = await ended;
      clearTimeout(late);
      return code;
    },
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
