import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Id } from '@depot/contracts';
import { z } from 'zod';
import { replaceFile } from '../files/replace-file.js';
import { Refusal } from '../refusal.js';
import { PrivateSealingKey, PrivateSigningKey } from './keys.js';

/** Who this agent is: the station it serves, where, and the private keys that prove it. */
export const Identity = z.object({
  stationId: Id,
  name: z.string(),
  url: z.string(),
  /** PEM: the only authorities whose word on the depot's certificate counts; the public ones where it is left out. */
  ca: z.string().optional(),
  signingKey: PrivateSigningKey,
  sealingKey: PrivateSealingKey,
});
export type Identity = z.infer<typeof Identity>;

const fileIn = (folder: string) => join(folder, 'identity.json');

/** Writes `identity.json`, for its owner's eyes alone. */
export async function writeIdentity(folder: string, identity: Identity): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replaceFile(fileIn(folder), `${JSON.stringify(identity, null, 2)}\n`);
}

/** @throws Refusal when there is none, or none that can be read; what the file holds is not repeated. */
export async function readIdentity(folder: string): Promise<Identity> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => null);
  if (text === null) {
    throw new Refusal(`No identity in ${folder}. Pair this agent first: ask the admin for a pairing code.`);
  }
  const parsed = Identity.safeParse(readJson(text));
  if (!parsed.success) throw new Refusal(`The identity in ${folder} is damaged. Pair this agent again.`);
  return parsed.data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
