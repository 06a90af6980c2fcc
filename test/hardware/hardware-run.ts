import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const root = new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url);
const program = fileURLToPath(new URL('test/dist/hardware/main.js', root));

/** The command as somebody runs it in a terminal, and that somebody's hands on the keyboard. */
export class HardwareRun {
  readonly folder: string;
  readonly ended: Promise<number | null>;
  readonly #child: ReturnType<typeof HardwareRun.spawned>;
  #printed = '';

  constructor(args: readonly string[], where: { readonly folder: string; readonly environment: object }) {
    this.folder = where.folder;
    this.#child = HardwareRun.spawned(args, where);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#printed += chunk.toString();
      });
    }
    this.ended = new Promise((resolve) => this.#child.on('close', resolve));
  }

  private static spawned(args: readonly string[], { folder, environment }: { folder: string; environment: object }) {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment };
    return spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: 'pipe' });
  }

  get printed(): string {
    return this.#printed;
  }

  async says(what: RegExp): Promise<void> {
    await expect.poll(() => this.#printed, { interval: 20 }).toMatch(what);
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
