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

it('an agent’s address is what a trusted proxy says, and nobody else', () => {
  const lines = new AgentLines(['10.0.0.0/8']);
  const through = (peer: string, client: string) => {
    const request = from(peer);
    request.headers['x-forwarded-for'] = client;
    return lines.addressOf(request);
  };
  expect(through('10.0.0.2', '192.0.2.7')).toBe('192.0.2.7');
  expect(through('198.51.100.1', '192.0.2.7')).toBe('198.51.100.1');
  expect(lines.addressOf(new IncomingMessage(new Socket()))).toBeNull();
});

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
