import { request } from 'undici';

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Every `Set-Cookie`, whole. */
  readonly cookies: readonly string[];
  readonly text: string;
}

/** The call got no answer: nobody was there, the line broke, or it took longer than patience lasts. */
export class NoAnswer extends Error {}

const patienceMs = 30_000;

/** Asks as a browser would, at a fraction of what `fetch` costs: who measures a depot should not be what is measured. @throws NoAnswer */
export async function httpCall(url: string, { method, headers = {}, body }: HttpCall): Promise<HttpAnswer> {
  try {
    const answer = await request(url, {
      method,
      headers,
      body: body ?? null,
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    });
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    return { status: answer.statusCode, cookies, text: await answer.body.text() };
  } catch (error) {
    throw new NoAnswer(`${method} ${url}: no answer`, { cause: error });
  }
}
