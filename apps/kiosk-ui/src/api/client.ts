import { ApiProblem, isProblem, ownProblem } from './api-problem.js';

/** What a call carries besides its address: nothing, JSON, or bytes of a named type. */
export type Payload = { readonly json: unknown } | { readonly raw: Blob | string; readonly type: string };

/** The API below `/api`, on our own origin with the session's cookie. Every failure is an ApiProblem. */
export class Client {
  /** Called when the API says that nobody is signed in any more. */
  signedOut: () => void = () => undefined;
  readonly #fetch: typeof fetch;

  constructor(fetcher: typeof fetch) {
    this.#fetch = fetcher;
  }

  async get(path: string): Promise<unknown> {
    return this.#answer(await this.send('GET', path));
  }

  async post(path: string, payload?: Payload): Promise<unknown> {
    return this.#answer(await this.send('POST', path, payload));
  }

  async patch(path: string, payload: Payload): Promise<unknown> {
    return this.#answer(await this.send('PATCH', path, payload));
  }

  async remove(path: string): Promise<void> {
    await this.send('DELETE', path);
  }

  /** The raw answer, for downloads. */
  async send(method: string, path: string, payload?: Payload): Promise<Response> {
    const response = await this.#reach(path, { method, credentials: 'same-origin', ...asBody(payload) });
    if (response.ok) return response;
    const body: unknown = await response.json().catch(() => null);
    if (!isProblem(body))
      throw new ApiProblem(ownProblem(response.status >= 500 ? 'unreachable' : 'unreadable', response.status));
    if (body.code === 'sign-in-needed') this.signedOut();
    throw new ApiProblem(body);
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(`/api${path}`, init);
    } catch {
      throw new ApiProblem(ownProblem('unreachable', 0));
    }
  }

  async #answer(response: Response): Promise<unknown> {
    if (response.status === 204) return null;
    try {
      return await response.json();
    } catch {
      throw new ApiProblem(ownProblem('unreadable', response.status));
    }
  }
}

function asBody(payload: Payload | undefined): RequestInit {
  if (payload === undefined) return {};
  if ('raw' in payload) return { body: payload.raw, headers: { 'content-type': payload.type } };
  return { body: JSON.stringify(payload.json), headers: { 'content-type': 'application/json' } };
}

export const client = new Client((...request) => fetch(...request));
