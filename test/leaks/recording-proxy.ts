import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SocketFrames } from './socket-frames.js';
import type { Sink } from './sinks.js';

/** Where the parts of an exchange are kept. */
export interface ProxyTable {
  record(sink: Sink, piece: Uint8Array | string): void;
  /** For the request line and headers, and for the body. */
  request(request: IncomingMessage): { head: Sink; body: Sink };
  answer(request: IncomingMessage): Sink;
}

export interface RecordingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands between a client and a server and keeps what either says: requests, answers as they stream, socket frames. */
export async function startRecordingProxy(upstream: string, table: ProxyTable): Promise<RecordingProxy> {
  const { hostname, port } = new URL(upstream);
  const to = (request: IncomingMessage) => ({
    host: hostname,
    port,
    method: request.method,
    path: request.url,
    headers: { ...request.headers, 'accept-encoding': 'identity' },
  });
  const server = createServer((request, response) => {
    void relay(request, response);
  });
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { head, body } = table.request(request);
    table.record(head, `${request.method ?? ''} ${request.url ?? ''}\n${request.rawHeaders.join('\n')}`);
    const sent = await whole(request).catch(() => null);
    if (sent === null) return;
    table.record(body, sent);
    const onward = ask(to(request), (answer) => {
      const sink = table.answer(request);
      table.record(sink, `${String(answer.statusCode)} ${answer.statusMessage ?? ''}\n${answer.rawHeaders.join('\n')}`);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      const parts: Uint8Array[] = [];
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        response.write(part);
      });
      // Streams are cut off by their readers; what came until then counts.
      answer.on('close', () => {
        table.record(sink, Buffer.concat(parts));
        response.end();
      });
      response.on('close', () => answer.destroy());
    });
    onward.on('error', () => response.destroy());
    onward.end(sent);
  };
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (request: IncomingMessage, client: Duplex, early: Buffer) => {
    tunnels.add(client);
    client.on('error', () => client.destroy());
    const { head } = table.request(request);
    table.record(head, `${request.url ?? ''}\n${request.rawHeaders.join('\n')}`);
    // Without the offer of compression frames are plain.
    const { 'sec-websocket-extensions': _, ...headers } = request.headers;
    const onward = ask({ ...to(request), headers });
    onward.on('upgrade', (answer, api: Duplex, first: Buffer) => {
      const lines = answer.rawHeaders.flatMap((name, at, all) =>
        at % 2 === 0 ? [`${name}: ${all[at + 1] ?? ''}`] : [],
      );
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      tunnel(api, client, {
        early: first,
        frames: new SocketFrames((frame) => {
          table.record('frames to the agent', frame);
        }),
      });
      tunnel(client, api, {
        early,
        frames: new SocketFrames((frame) => {
          table.record('frames from the agent', frame);
        }),
      });
    });
    onward.on('response', () => client.destroy());
    onward.on('error', () => client.destroy());
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: async () => {
      for (const client of tunnels) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tunnel(from: Duplex, to: Duplex, { early, frames }: { early: Buffer; frames: SocketFrames }): void {
  const pass = (chunk: Buffer): void => {
    frames.push(chunk);
    to.write(chunk);
  };
  if (early.length > 0) pass(early);
  from.on('data', pass);
  from.on('close', () => to.destroy());
  from.on('error', () => to.destroy());
}

async function whole(request: IncomingMessage): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}
