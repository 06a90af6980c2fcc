import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/**
 * A door in front of replicas, as a proxy would be: each connection goes to the preferred port, or to the next one that
 * answers. It can slam shut on everybody who is inside.
 */
export class Gate {
  readonly port: number;
  readonly #server: Server;
  readonly #targets: readonly number[];
  readonly #inside = new Set<Socket>();
  #preferred: number;

  private constructor(server: Server, targets: readonly number[], preferred: number) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
    this.port = address.port;
    this.#server = server;
    this.#targets = targets;
    this.#preferred = preferred;
    server.on('connection', (socket) => {
      this.#enter(socket, 0);
    });
  }

  /** @param preferred index of the target that is tried first */
  static async open(targets: readonly number[], preferred = 0): Promise<Gate> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Gate(server, targets, preferred);
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** New connections go to this target first. */
  prefer(target: number): void {
    this.#preferred = target;
  }

  /** Cuts every connection there is. */
  cut(): void {
    for (const socket of this.#inside) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #enter(from: Socket, tried: number): void {
    from.on('error', () => from.destroy());
    const port = this.#targets[(this.#preferred + tried) % this.#targets.length];
    if (port === undefined || tried >= this.#targets.length) {
      from.destroy();
      return;
    }
    const to = connect(port, '127.0.0.1');
    to.once('error', () => {
      to.destroy();
      this.#enter(from, tried + 1);
    });
    to.once('connect', () => {
      to.removeAllListeners('error');
      this.#join(from, to);
    });
  }

  #join(from: Socket, to: Socket): void {
    for (const [here, there] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#inside.add(here);
      here.on('error', () => here.destroy());
      here.on('close', () => {
        this.#inside.delete(here);
        there.destroy();
      });
    }
    from.pipe(to);
    to.pipe(from);
  }
}
