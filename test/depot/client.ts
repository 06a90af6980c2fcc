import type { Problem, Role } from '@depot/contracts';

/** An answer that was no success, as the API described it. */
export class ProblemAnswer extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** An answer that takes longer is none. */
const patienceMs = 30_000;

/** One person's browser, as far as the API sees it: a cookie and JSON. */
export class Client {
  readonly url: string;
  #cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async signIn(name: Role | (string & {}), password: string): Promise<this> {
    const answer = await this.#request('POST', 'session', JSON.stringify({ name, password }), 'application/json');
    this.#cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return this;
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.#request('GET', path)).json()) as T;
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    const answer =
      body === undefined
        ? await this.#request('POST', path)
        : await this.#request('POST', path, JSON.stringify(body), 'application/json');
    return (await answer.json()) as T;
  }

  /** Sends bytes as they are: a picture, a seed file. */
  async send<T>(path: string, body: Uint8Array<ArrayBuffer> | string, type: string): Promise<T> {
    return (await (await this.#request('POST', path, body, type)).json()) as T;
  }

  async download(path: string, body: unknown): Promise<string> {
    return (await this.#request('POST', path, JSON.stringify(body), 'application/json')).text();
  }

  /** The problem that a call ends with; fails when it succeeds. */
  async problem(call: Promise<unknown>): Promise<Problem> {
    try {
      await call;
    } catch (error) {
      if (error instanceof ProblemAnswer) return error.problem;
      throw error;
    }
    throw new Error('The call succeeded.');
  }

  async #request(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { cookie: this.#cookie };
    if (type !== undefined) headers['content-type'] = type;
    const answer = await fetch(`${this.url}/api/${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new ProblemAnswer((await answer.json()) as Problem);
    return answer;
  }
}
