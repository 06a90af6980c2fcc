import { PairAnswer, PairRequest } from '@depot/contracts';
import { z } from 'zod';
import { Refusal } from '../refusal.js';
import { depotAddress, pairingUrl } from './depot-address.js';
import { writeIdentity, type Identity } from './identity.js';
import { certificateTrouble } from './certificate-trouble.js';
import { postJson } from './post-json.js';
import { readCa } from './read-ca.js';
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
  /** A file with the certificate of a private authority, trusted in place of the public ones. */
  readonly ca?: string | undefined;
}

const Problem = z.object({ title: z.string().optional(), detail: z.string().optional() });

/** Makes new keys, trades the code for a station and writes the identity. @throws Refusal, without the code. */
export async function pair({ url, name, code, folder, ca: caFile }: PairOptions): Promise<Identity> {
  const depot = depotAddress(url);
  const ca = caFile === undefined ? undefined : await readCa(caFile);
  const keys = makeKeys();
  const request = PairRequest.safeParse({ code, name, ...publicKeys(keys) });
  if (!request.success) throw new Refusal('The station needs a name, and the pairing code its 4 to 40 characters.');
  const answer = await trade(depot, request.data, { ca });
  const pinned = ca === undefined ? {} : { ca };
  const identity = { stationId: answer.stationId, name: answer.name, url: depot.href, ...pinned, ...keys };
  await writeIdentity(folder, identity).catch(() => {
    throw new Refusal(`The identity could not be written to ${folder}. Mend that, then pair with a new code.`);
  });
  return identity;
}

async function trade(depot: URL, request: PairRequest, trust: { ca: string | undefined }): Promise<PairAnswer> {
  const { status, body } = await postJson(pairingUrl(depot), request, trust).catch((error: unknown) => {
    throw new Refusal(certificateTrouble(error, depot.host) ?? `The depot at ${depot.host} cannot be reached.`);
  });
  if (status < 200 || status > 299) throw new Refusal(reason(body, { status, code: request.code }));
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
