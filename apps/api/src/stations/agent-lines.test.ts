import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { AgentLines } from './agent-lines.js';

function from(peer: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-proto'] = forwarded;
  return request;
}

it.each([
  ['127.0.0.1', undefined, true],
  ['::ffff:127.0.0.1', undefined, true],
  ['::1', undefined, true],
  ['192.0.2.7', undefined, false],
  ['192.0.2.7', 'https', false],
  ['10.0.0.2', 'https', true],
  ['10.0.0.2', 'http', false],
])('a plain line from %s that says %s is safe: %s', (peer, forwarded, safe) => {
  expect(new AgentLines(['10.0.0.0/8']).isSafe(from(peer, forwarded))).toBe(safe);
});
