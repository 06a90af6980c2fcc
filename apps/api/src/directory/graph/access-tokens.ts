import { z } from 'zod';
import type { ConnectionRecord } from '../../platform/vault/client-credentials.js';
import { clientAssertion } from './client-assertion.js';
import { GraphFailure } from './graph-failure.js';
import { patiently } from './patiently.js';

/** Before a token expires, in seconds, a new one is asked for. */
const early = 300;
const patienceMs = 20_000;

const Granted = z.object({ access_token: z.string(), expires_in: z.coerce.number() });
const Refused = z.object({
  error: z.string(),
  error_description: z.string().default(''),
  error_codes: z.array(z.number()).default([]),
  correlation_id: z.string().optional(),
});

export interface TokenSource {
  readonly connection: ConnectionRecord;
  readonly authority: string;
  readonly graphUrl: string;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Opens the credential for the length of `work`. */
  readonly proof: <T>(work: (text: string) => Promise<T>) => Promise<T>;
}

/** Access tokens of a connection by client credentials, each kept until shortly before it expires. */
export class AccessTokens {
  readonly #source: TokenSource;
  #kept: { token: string; until: number } | null = null;
  #asked: Promise<string> | null = null;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** @throws GraphFailure with Entra's AADSTS code */
  async get(): Promise<string> {
    if (this.#kept !== null && this.#kept.until > this.#source.now()) return this.#kept.token;
    this.#asked ??= patiently(() => this.#ask(), { isRepeatable: true }).finally(() => (this.#asked = null));
    return this.#asked;
  }

  /** Graph did not take it. */
  forget(): void {
    this.#kept = null;
  }

  async #ask(): Promise<string> {
    const { authority, connection, graphUrl, now } = this.#source;
    const address = `${authority}/${encodeURIComponent(connection.entra_tenant)}/oauth2/v2.0/token`;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: connection.client_id,
      scope: `${graphUrl}/.default`,
    });
    await this.#source.proof(async (text) => {
      if (connection.certificate === null) {
        form.set('client_secret', text);
        return;
      }
      const keys = { certificate: connection.certificate, privateKey: text };
      form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      const about = { clientId: connection.client_id, audience: address, now: now() };
      form.set('client_assertion', await clientAssertion(keys, about));
    });
    const { status, body } = await post(address, form);
    const granted = Granted.safeParse(body);
    if (status !== 200 || !granted.success) throw refusal(status, body);
    this.#kept = { token: granted.data.access_token, until: now() + Math.max(30, granted.data.expires_in - early) };
    return granted.data.access_token;
  }
}

async function post(address: string, form: URLSearchParams): Promise<{ status: number; body: unknown }> {
  try {
    const answer = await fetch(address, { method: 'POST', body: form, signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    throw new GraphFailure('Entra’s sign-in endpoint did not answer.', {
      status: 0,
      code: 'no-answer',
      requestId: null,
    });
  }
}

function refusal(status: number, body: unknown): GraphFailure {
  const read = Refused.safeParse(body);
  if (!read.success) {
    const code = `http-${String(status)}`;
    return new GraphFailure(`Entra’s sign-in endpoint answered ${String(status)}.`, { status, code, requestId: null });
  }
  const { error, error_description: text, error_codes: codes, correlation_id: requestId = null } = read.data;
  const [first = ''] = text.split(/\r?\n/);
  return new GraphFailure(first.slice(0, 300) || error, {
    status,
    code: codes[0] === undefined ? error : `AADSTS${String(codes[0])}`,
    requestId,
  });
}
