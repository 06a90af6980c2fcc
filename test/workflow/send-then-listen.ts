import { connect } from 'node:net';

/**
 * Posts `body`, and reads the answer only when the whole of it is sent, as some browsers and proxies do: an answer that
 * a closed connection takes with it is lost to them. @returns the answer, with its head @throws when the connection is cut
 */
export function sendThenListen(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<string> {
  const { hostname, port, host, pathname } = new URL(url);
  const all = { host, ...headers, 'content-length': String(body.length), connection: 'close' };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('error', reject);
    socket.on('end', () => {
      resolve(answer);
      socket.destroy();
    });
    socket.write(`POST ${pathname} HTTP/1.1\r\n${head.join('')}\r\n`);
    socket.write(body, () => socket.on('data', (piece) => (answer += piece.toString('utf8'))));
  });
}
