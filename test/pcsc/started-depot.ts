import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Role } from '@depot/contracts';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';

const script = fileURLToPath(new URL('../../infra/scripts/start.mjs', import.meta.url));

/** A depot as `npm start` brings it up, with the arguments of a person at a terminal. */
export class StartedDepot {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #printed = '';

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    this.#ended = new Promise((resolve) => child.on('exit', resolve));
  }

  /** Resolves when it printed its last lines. @param folder of the data @throws Error with what it printed */
  static async start(folder: string, args: readonly string[], settings: Record<string, string>): Promise<StartedDepot> {
    const port = String(await freePort());
    const env = { ...process.env, ...settings, DEPOT_DATA: folder, DEPOT_PORT: port };
    const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = new StartedDepot(`http://127.0.0.1:${port}`, child);
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          started.#printed += chunk.toString();
          if (/^ {2}(Readers|Virtual tokens) .*\n/m.test(started.#printed)) resolve();
        });
      }
      void started.#ended.then(() => {
        reject(new Error(`npm start ended: ${started.#printed}`));
      });
    });
    return started;
  }

  get output(): string {
    return this.#printed;
  }

  /** With the password that was printed at the first start. */
  signIn(role: Role): Promise<Client> {
    const password = new RegExp(`^ {2}${role} +(\\S+)$`, 'm').exec(this.#printed)?.[1] ?? '';
    return new Client(this.url).signIn(role, password);
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    this.#child.kill('SIGINT');
    await this.#ended;
  }
}
