import type { Problem, Role } from '@depot/contracts';
import { httpCall } from './http-call.js';
import type { HttpAnswer } from './http-call.js';

/** An answer that was no success, as the API described it. */
export class ProblemAnswer extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** One person's browser, as far as the API sees it: cookies and JSON. */
export class Client {
  readonly url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  /** A browser that somebody has signed in with already. @param cookie `name=value` */
  static with(url: string, cookie: string): Client {
    const client = new Client(url);
    client.#keep(cookie);
    return client;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async signIn(name: Role | (string & {}), password: string): Promise<this> {
    await this.#request('POST', 'session', JSON.stringify({ name, password }), 'application/json');
    return this;
  }

  async get<T>(path: string): Promise<T> {
    return JSON.parse((await this.#request('GET', path)).text) as T;
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    const answer =
      body === undefined
        ? await this.#request('POST', path)
        : await this.#request('POST', path, JSON.stringify(body), 'application/json');
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T;
  }

  /** Sends bytes as they are: a picture, a seed file. */
  async send<T>(path: string, body: Uint8Array<ArrayBuffer> | string, type: string): Promise<T> {
    return JSON.parse((await this.#request('POST', path, body, type)).text) as T;
  }

  async download(path: string, body: unknown): Promise<string> {
    return (await this.#request('POST', path, JSON.stringify(body), 'application/json')).text;
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
    method: 'GET' | 'POST',
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
  ): Promise<HttpAnswer> {
    const headers: Record<string, string> = { cookie: this.cookie };
    if (type !== undefined) headers['content-type'] = type;
    const answer = await httpCall(`${this.url}/api/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of answer.cookies) this.#keep(cookie);
    if (answer.status >= 400) throw new ProblemAnswer(JSON.parse(answer.text) as Problem);
    return answer;
  }

  /** As the answer sets it; one that is cleared is empty. */
  #keep(setCookie: string): void {
    const [pair = ''] = setCookie.split(';');
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    if (value === '') this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), value);
  }
}
