import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';

/** Judges the line an agent comes in by: its orders and reports must not be readable on the way. */
export class AgentLines {
  readonly #isTrusted: (address: string, hop: number) => boolean;

  constructor(trustedProxies: readonly string[]) {
    this.#isTrusted = trustedProxies.length === 0 ? () => false : proxyAddr.compile([...trustedProxies]);
  }

  /** TLS here, TLS at a trusted proxy, or from this machine. */
  isSafe(request: IncomingMessage): boolean {
    if ('encrypted' in request.socket) return true;
    const peer = request.socket.remoteAddress ?? '';
    const forwarded = request.headers['x-forwarded-proto'];
    if (forwarded !== undefined && this.#isTrusted(peer, 0)) return forwarded === 'https';
    return isLoopback(peer);
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
