import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { isLoopback } from '../platform/http/loopback.js';

/** Judges the line an agent comes in by: its pairing, orders and reports must not be readable on the way. */
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

  /** Where it comes from, behind proxies that are trusted to say so; null when it has hung up by now. */
  addressOf(request: IncomingMessage): string | null {
    return request.socket.remoteAddress === undefined ? null : proxyAddr(request, this.#isTrusted);
  }
}
