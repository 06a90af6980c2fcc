import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a webhook was sent. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server of this process that keeps what it is sent. */
export class Hook {
  readonly calls: Call[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.calls.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
        response.writeHead(204).end();
      });
    });
  }

  static async open(): Promise<Hook> {
    const hook = new Hook();
    await new Promise<void>((resolve) => {
      hook.#server.listen(0, '127.0.0.1', resolve);
    });
    return hook;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/notices`;
  }

  /** The first call that says `part`. */
  async said(part: string): Promise<Call> {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = this.calls.find(({ body }) => body.includes(part));
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The webhook was not told “${part}”.`);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
