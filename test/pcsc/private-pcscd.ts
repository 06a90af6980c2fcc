import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { VirtualUsb } from './virtual-usb.js';

/**
 * pcscd keeps its socket in /run/pcscd and its drivers in /usr/lib/pcsc/drivers, whatever it is told. So it gets a view of the
 * disk of its own: /run is empty but for our folder, and there are our drivers instead of the system's. It reads no
 * configuration, sees no real USB reader, and ends with the process that started it.
 */
const script = `
mount -t tmpfs none /run && mkdir /run/pcscd /run/no-readers && mount --bind "$1" /run/pcscd && mount --bind "$2" /usr/lib/pcsc/drivers &&
exec setpriv --pdeathsig KILL env LD_PRELOAD="$3" pcscd --foreground --config /run/no-readers`;

/** Anybody may have such a view where the kernel lets users have namespaces; root may always, outside a tight container. */
const view = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];

/** A pcscd that nobody else sees, started and killed at will. */
export class PrivatePcscd {
  readonly #folder: string;
  readonly #usb: VirtualUsb;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #said = '';

  /** @param folder a new one, for its socket */
  constructor(folder: string, usb: VirtualUsb) {
    this.#folder = folder;
    this.#usb = usb;
    mkdirSync(folder, { recursive: true });
  }

  /** For `PCSCLITE_CSOCK_NAME` of programs that are to use this pcscd. It stays the same over `kill` and `start`. */
  get socket(): string {
    return join(this.#folder, 'pcscd.comm');
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  /** Resolves when it takes calls. @throws Error with what it printed */
  async start(): Promise<void> {
    // What a killed one left behind; it would otherwise ask whether that process still runs, which any other may by now.
    for (const name of ['pcscd.comm', 'pcscd.pid']) rmSync(join(this.#folder, name), { force: true });
    const { drivers, preload, environment } = this.#usb;
    const child = spawn('unshare', [...view, 'sh', '-c', script, 'pcscd', this.#folder, drivers, preload], {
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#said = (this.#said + chunk.toString()).slice(-4000);
      });
    }
    this.#ended = new Promise((resolve) => {
      child.on('error', ({ message }) => {
        this.#said = message;
        resolve(undefined);
      });
      child.on('exit', resolve);
    }).then(() => {
      if (this.#child === child) this.#child = null;
    });
    for (let tries = 0; !(await answers(this.socket)); tries += 1) {
      if (!this.isRunning || tries > 600) {
        await this.end('SIGKILL');
        throw new Error(`A pcscd of our own could not be started: ${this.#said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Resolves when it is gone. After SIGKILL its socket is left behind, and nobody answers there. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal);
    await this.#ended;
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = connect(socket);
    call.once('error', () => {
      resolve(false);
    });
    call.once('connect', () => {
      call.destroy();
      resolve(true);
    });
  });
}
