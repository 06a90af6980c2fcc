import { PairAnswer, PairRequest } from '@depot/contracts';
import { z } from 'zod';
import { Refusal } from '../refusal.js';
import { depotAddress, pairingUrl } from './depot-address.js';
import { writeIdentity, type Identity } from './identity.js';
import { makeKeys, publicKeys } from './keys.js';

export { readIdentity, type Identity } from './identity.js';
export { makeKeys, publicKeys, type AgentKeys } from './keys.js';

export interface PairOptions {
  /** Of the API, such as `https://depot.example`. */
  readonly url: string;
  /** What the station is to be called. */
  readonly name: string;
  /** One-time, from the admin. */
  readonly code: string;
  /** Where the identity is kept. */
  readonly folder: string;
}

const patienceMs = 15_000;
const Problem = z.object({ title: z.string().optional(), detail: z.string().optional() });

/** Makes new keys, trades the code for a station and writes the identity. @throws Refusal, without the code. */
export async function pair({ url, name, code, folder }: PairOptions): Promise<Identity> {
  const depot = depotAddress(url);
  const keys = makeKeys();
  const request = PairRequest.safeParse({ code, name, ...publicKeys(keys) });
  if (!request.success) throw new Refusal('The station needs a name, and the pairing code its 4 to 40 characters.');
  const answer = await trade(depot, request.data);
  const identity = { stationId: answer.stationId, name: answer.name, url: depot.href, ...keys };
  await writeIdentity(folder, identity).catch(() => {
    throw new Refusal(`The identity could not be written to ${folder}. Mend that, then pair with a new code.`);
  });
  return identity;
}

async function trade(depot: URL, request: PairRequest): Promise<PairAnswer> {
  const response = await fetch(pairingUrl(depot), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    // The code is for this address alone.
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => {
    throw new Refusal(`The depot at ${depot.host} cannot be reached.`);
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refusal(reason(body, { status: response.status, code: request.code }));
  const answer = PairAnswer.safeParse(body);
  if (!answer.success) throw new Refusal(`What answers at ${depot.host} is no depot, or one of another version.`);
  return answer.data;
}

/** The API's own words, unless they repeat the code. */
function reason(body: unknown, { status, code }: { status: number; code: string }): string {
  const problem = Problem.safeParse(body).data;
  const words = [problem?.title, problem?.detail].filter((text) => text !== undefined && !text.includes(code));
  return words.length > 0 ? words.join(' ') : `The depot refused the pairing (${String(status)}).`;
}
