import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { freePort } from '../depot/free-port.js';

/** What the server says of somebody: claims beside `sub`. */
export type SamplePerson = Readonly<Record<string, unknown>>;

export const sampleClient = { id: 'token-depot', secret: 'sample-secret-of-the-depot' } as const;

/**
 * An OpenID provider of this process, on loopback: panva's oidc-provider with a page on which anybody is whom they choose. What is
 * asked of it is kept, so that a test sees what the depot sent.
 */
export class OidcServer {
  readonly people = new Map<string, SamplePerson>();
  /** Bodies of the requests to its token endpoint. */
  readonly tokenRequests: string[] = [];
  /** What it answered to them. */
  readonly tokenAnswers: string[] = [];
  /** Claims that userinfo alone tells, as some providers do with roles. */
  readonly moreOfPeople = new Map<string, SamplePerson>();
  /** Statuses that the next requests for userinfo are answered with, each given once. */
  readonly userinfoRefusals: number[] = [];
  /** For how long the codes that it gives from now on are good. */
  codeSeconds = 60;
  readonly #server: Server;
  readonly #port: number;
  #provider: Provider | null = null;

  /** @param port it stays its own while it is away */
  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @param depot where the depot is: people are sent back there, and nowhere else */
  static async start(depot: string): Promise<OidcServer> {
    const server = new OidcServer(await freePort());
    await server.#listen();
    server.#provider = server.#make(depot);
    return server;
  }

  get issuer(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Nobody answers there any more, until `comeBack`. */
  async goAway(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  comeBack(): Promise<void> {
    return this.#listen();
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  #make(depot: string): Provider {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: sampleClient.id,
          client_secret: sampleClient.secret,
          redirect_uris: [`${depot}/api/session/provider/callback`],
          post_logout_redirect_uris: [`${depot}/`],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'sample' }] },
      cookies: { keys: ['sample-cookie-key'] },
      pkce: { required: () => true },
      claims: {
        openid: ['sub', 'roles', 'groups', 'hasgroups'],
        profile: ['name', 'preferred_username'],
        email: ['email'],
      },
      // As Entra does: what a scope gives stands in the ID token.
      conformIdTokenClaims: false,
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: (use) => ({
          sub,
          ...this.people.get(sub),
          ...(use === 'userinfo' ? this.moreOfPeople.get(sub) : {}),
        }),
      }),
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          enabled: true,
          // Its own page fetches a font from elsewhere.
          logoutSource: (context, form) => {
            context.body = `<!doctype html><html lang="en"><title>Sign out?</title><h1>Sign out?</h1>${form}<button name="logout" value="yes" form="op.logoutForm">Yes</button></html>`;
          },
        },
      },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      ttl: { AuthorizationCode: () => this.codeSeconds, Session: 3600, Interaction: 600, Grant: 3600 },
    });
    provider.on('grant.success', ({ body }) => this.tokenAnswers.push(JSON.stringify(body)));
    return provider;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.#provider;
    const { pathname } = new URL(request.url ?? '/', this.issuer);
    if (provider === null) response.writeHead(503).end();
    else if (pathname === '/me' && this.userinfoRefusals.length > 0) {
      response.writeHead(this.userinfoRefusals.shift() ?? 503).end();
    } else if (!pathname.startsWith('/interaction/')) {
      if (pathname === '/token') this.#note(request);
      await provider.callback()(request, response);
    } else if (request.method === 'POST') await this.#enter(provider, request, response);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(page([...this.people.keys()]));
  }

  /** Reads along, without taking the body from the provider. */
  #note(request: IncomingMessage): void {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => this.tokenRequests.push(body));
  }

  /** Signs in whoever was chosen, and grants what was asked. */
  async #enter(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const accountId = new URLSearchParams(await text(request)).get('who') ?? '';
    const grant = new provider.Grant({ accountId, clientId: sampleClient.id });
    grant.addOIDCScope('openid profile email');
    const result = { login: { accountId }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result);
  }
}

function page(names: readonly string[]): string {
  const buttons = names.map((name) => `<p><button name="who" value="${name}">${name}</button></p>`).join('');
  return `<!doctype html><html lang="en"><title>Sample identity provider</title><h1>Who are you?</h1><form method="post">${buttons}</form></html>`;
}
