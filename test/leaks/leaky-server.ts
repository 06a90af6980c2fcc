import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What each part of an exchange gives away. */
export interface Leaks {
  readonly answer: string;
  readonly event: string;
  readonly frameOut: Uint8Array;
  readonly frameBack: Uint8Array;
}

/** A server that says too much: in its answers, its event stream and its socket. @returns its address */
export async function startLeakyServer(leaks: Leaks): Promise<{ url: string; close(): void }> {
  const server = createServer((asked, answer) => {
    asked.resume();
    answer.end(asked.url === '/api/events' ? `data: ${leaks.event}\n\n` : leaks.answer);
  });
  server.on('upgrade', (_asked, socket: Duplex) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.once('data', () => socket.end(frame(leaks.frameOut, null)));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, close: () => server.close() };
}

/** Opens the socket, says its frame, masked as a client must, and hears the other side out. */
export async function talkOverSocket(url: string, leaks: Leaks): Promise<void> {
  const asked = request(`${url}/api/agent`, { headers: { connection: 'Upgrade', upgrade: 'websocket' } });
  asked.end();
  const socket = await new Promise<Duplex>((resolve, reject) => {
    asked.on('upgrade', (_answer, open: Duplex) => {
      resolve(open);
    });
    asked.on('error', reject);
  });
  socket.write(frame(leaks.frameBack, Buffer.from('mask')));
  socket.resume();
  await new Promise((resolve) => socket.on('close', resolve));
}

/** One whole binary frame of less than 126 bytes (RFC 6455 §5.2). */
function frame(payload: Uint8Array, mask: Uint8Array | null): Uint8Array {
  const body = mask === null ? payload : payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.concat([
    Uint8Array.of(0x82, payload.length | (mask === null ? 0 : 0x80)),
    mask ?? Buffer.alloc(0),
    body,
  ]);
}
