import * as fc from 'fast-check';
import { request } from 'undici';
import type { Call } from './call.js';
import { canary, hostileText, wellFormed } from './hostile.js';

/** A sign-in at the provider that somebody has begun: what their browser keeps, and what the provider would send back. */
export interface BegunSignIn {
  readonly cookie: string;
  readonly state: string;
}

export async function beginSignIn(url: string): Promise<BegunSignIn> {
  const { statusCode, headers, body } = await request(`${url}/api/session/provider`);
  await body.dump();
  const cookie = [headers['set-cookie'] ?? []].flat()[0]?.split(';')[0];
  const state = new URL(String(headers['location'])).searchParams.get('state');
  if (statusCode !== 303 || cookie === undefined || state === null) throw new Error('No sign-in was begun.');
  return { cookie, state };
}

/** Comes back from the provider with anything at all; now and then with a cookie and a state that are right, and a code that is not. */
export function backFromProvider(begun: BegunSignIn): fc.Arbitrary<Call> {
  const text = hostileText.map(wellFormed);
  const [name = ''] = begun.cookie.split('=');
  const cookie = fc.oneof(
    fc.constant(begun.cookie),
    fc.constant(`${begun.cookie.slice(0, -1)}x`),
    fc.base64String({ maxLength: 80 }).map((value) => `${name}=${canary}${value}`),
    fc.constant(''),
  );
  const query = fc.record(
    {
      code: text,
      state: fc.oneof(fc.constant(begun.state), text),
      error: fc.oneof(fc.constantFrom('access_denied', 'login_required'), text),
      error_description: text,
      iss: fc.oneof(fc.constant('https://evil.example.org'), text),
      session_state: text,
      id_token: text,
    },
    { requiredKeys: [] },
  );
  const twice = fc.constantFrom('', '&state=x', '&code=x&code=y', '&iss', '&&=', '&code[]=x');
  return fc.tuple(query, cookie, twice).map(([values, kept, more]) => ({
    method: 'GET',
    path: `/api/session/provider/callback?${new URLSearchParams(values).toString()}${more}`,
    headers: kept === '' ? {} : { cookie: kept },
    body: null,
  }));
}
