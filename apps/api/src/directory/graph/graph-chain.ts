import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { AccessTokens } from './access-tokens.js';

/** Requests on authentication methods can take up to a minute. */
const patienceMs = 65_000;

/**
 * One request over the wire, with the bearer. The client's own chain is not used: it sends no token to hosts it does not
 * know, and its RetryHandler repeats a POST whose answer was lost.
 */
export class GraphWire implements Middleware {
  readonly #tokens: AccessTokens;

  constructor(tokens: AccessTokens) {
    this.#tokens = tokens;
  }

  async execute(context: Context): Promise<void> {
    let response = await this.#send(context);
    if (response.status === 401) {
      // Revoked before its time: once more with a new one.
      await response.body?.cancel();
      this.#tokens.forget();
      response = await this.#send(context);
    }
    context.response = response.ok ? response : await inEnvelope(response);
  }

  async #send({ request, options }: Context): Promise<Response> {
    const headers = new Headers(options?.headers);
    headers.set('authorization', `Bearer ${await this.#tokens.get()}`);
    // The client makes its own requests of a text; the type it declares for them is a browser's.
    const address: unknown = request;
    return fetch(String(address), {
      method: options?.method ?? 'GET',
      ...(options?.body == null ? {} : { body: options.body as string }),
      headers,
      signal: AbortSignal.timeout(patienceMs),
    });
  }
}

/** A gateway answers with HTML, which the client would hand on as a stream: every refusal gets Graph's shape. */
async function inEnvelope(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  if (isEnvelope(text)) return new Response(text, { status, headers });
  const error = { code: `http-${String(status)}`, message: `Microsoft Graph answered ${String(status)}.` };
  const requestId = headers.get('request-id');
  const innerError = requestId === null ? {} : { innerError: { 'request-id': requestId } };
  return new Response(JSON.stringify({ error: { ...error, ...innerError } }), {
    status,
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  });
}

function isEnvelope(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'error' in read;
  } catch {
    return false;
  }
}
