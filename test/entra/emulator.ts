import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { adminPage, setFromForm } from './admin-page.js';
import { Faults } from './faults.js';
import { GraphService } from './graph-service.js';
import { GraphRefusal } from './graph-refusal.js';
import { Limits } from './limits.js';
import { SecurityInfo } from './security-info.js';
import { TenantFile } from './tenant-file.js';
import { EmulatedTenant } from './tenant.js';
import { TokenEndpoint } from './token-endpoint.js';

export interface EmulatorOptions {
  /** 0 for any that is free. */
  readonly port?: number;
  /** Seconds since 1970; codes are checked against it. */
  readonly now?: () => number;
  readonly random?: () => number;
  /** How many times faster than real time its limits pass, and the depot's pacing with them; 30 where it is left out. */
  readonly speed?: number;
  /** Where it keeps what the tenant has, so that another one goes on with it; nowhere where it is left out. */
  readonly file?: string;
}

const mostBytes = 1_000_000;

/** Microsoft Entra ID on loopback: the token endpoint, Graph's routes, and a page to make them fail. */
export class EntraEmulator {
  readonly tenant = new EmulatedTenant();
  readonly faults: Faults;
  readonly limits: Limits;
  readonly tokens: TokenEndpoint;
  readonly graph: GraphService;
  readonly securityInfo: SecurityInfo;
  readonly #server: Server;
  readonly #kept: TenantFile | null;
  readonly url: string;

  private constructor(server: Server, options: EmulatorOptions) {
    const { now = () => Date.now() / 1000, random = Math.random } = options;
    this.#server = server;
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The emulator has no port.');
    this.url = `http://127.0.0.1:${String(address.port)}`;
    this.faults = new Faults(random);
    this.limits = new Limits(now);
    this.limits.speed = options.speed ?? 30;
    this.tokens = new TokenEndpoint(this.tenant, now);
    this.graph = new GraphService(this, now);
    this.securityInfo = new SecurityInfo(this.tenant, now);
    this.#kept = options.file === undefined ? null : new TenantFile(options.file, this.tenant);
    server.on('request', (request, response) => {
      void this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: EmulatorOptions = {}): Promise<EntraEmulator> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    try {
      return new EntraEmulator(server, options);
    } catch (error) {
      server.close();
      throw error;
    }
  }

  /** What a depot's environment needs to talk to it. */
  get environment(): Readonly<Record<'ENTRA_AUTHORITY' | 'GRAPH_URL' | 'GRAPH_SPEED', string>> {
    return { ENTRA_AUTHORITY: this.url, GRAPH_URL: this.url, GRAPH_SPEED: String(this.limits.speed) };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const text = await readBody(request);
    const [, tenant = ''] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname) ?? [];
    if (tenant !== '') this.#token(tenant, { text, audience: url.href }, response);
    else if (/^\/(beta|v1\.0)\//.test(url.pathname)) this.#graph(request, { url, text }, response);
    else if (url.pathname === '/') this.#page(request, text, response);
    else if (url.pathname === '/security-info')
      this.#userPage(text === '' ? url.searchParams : new URLSearchParams(text), response);
    else response.writeHead(404).end();
  }

  #token(tenant: string, { text, audience }: { text: string; audience: string }, response: ServerResponse): void {
    const { status, body } = this.tokens.answer(tenant, new URLSearchParams(text), audience);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #graph(request: IncomingMessage, { url, text }: { url: URL; text: string }, response: ServerResponse): void {
    const reply = this.graph.reply({
      method: request.method ?? 'GET',
      url,
      bearer: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
      clientRequestId: request.headers['client-request-id']?.toString() ?? null,
      consistencyLevel: request.headers['consistencylevel']?.toString() ?? null,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    });
    this.#kept?.save();
    if (reply.drop === true) {
      request.socket.destroy();
      return;
    }
    const send = (): void => {
      response.writeHead(reply.status, reply.headers).end(reply.text);
    };
    if (reply.lateMs === undefined) send();
    else setTimeout(send, reply.lateMs);
  }

  #page(request: IncomingMessage, text: string, response: ServerResponse): void {
    if (request.method === 'POST') {
      setFromForm(this, new URLSearchParams(text));
      this.#kept?.save();
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    send(response, 200, adminPage(this));
  }

  #userPage(sent: URLSearchParams, response: ServerResponse): void {
    const upn = sent.get('upn');
    try {
      const enrolling = upn === null ? null : this.securityInfo.enrol(upn, sent.get('code'));
      this.#kept?.save();
      send(response, 200, this.securityInfo.page(enrolling));
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      send(response, error.status, this.securityInfo.page(null, error.message));
    }
  }
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) throw new Error('The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
