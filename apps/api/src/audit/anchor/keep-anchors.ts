import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedAnchor } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { AnchorTable } from '../../platform/database/schema/anchor.js';
import type { Database } from '../../platform/database/database.js';

/** How far back a file that is missing is written again, and one that was not taken is offered again. */
const latest = 31;
const patienceMs = 10_000;

/** Where anchors are kept beside the record: a folder, and an address that they are posted to. */
export interface AnchorPlaces {
  readonly folder: string;
  readonly url: string | null;
}

/** By where the chain stood, which only grows; a clock that was wrong may have named a day that is yet to come. */
export async function latestAnchors(db: Database): Promise<Selectable<AnchorTable>[]> {
  return db.selectFrom('anchor').selectAll().orderBy('seq', 'desc').orderBy('day', 'desc').limit(latest).execute();
}

export function signedAnchor({ day, seq, hash, at, key, signature }: Selectable<AnchorTable>): SignedAnchor {
  return { format: 'token-depot-anchor', version: 1, day, seq, hash, at: at.toISOString(), key, signature };
}

/**
 * Writes the files that are missing, and posts what the address has not taken yet: as JSON, the same as in the file. Taken means answered
 * with 2xx; one that was taken and not answered comes again, and says the same.
 * @throws Error when the address did not take one; without the address, which may hold a key
 */
export async function keepAnchors(db: Database, { folder, url }: AnchorPlaces, now: () => Date): Promise<void> {
  const anchors = await latestAnchors(db);
  if (anchors.length > 0) mkdirSync(folder, { recursive: true });
  for (const anchor of anchors) {
    const file = join(folder, `anchor-${anchor.day}.json`);
    if (isMissing(file)) writeFileSync(file, `${JSON.stringify(signedAnchor(anchor), null, 2)}\n`, { flush: true });
  }
  if (url === null) return;
  for (const anchor of anchors.filter(({ posted_at: posted }) => posted === null).reverse()) {
    await post(url, signedAnchor(anchor));
    await db.updateTable('anchor').set({ posted_at: now() }).where('day', '=', anchor.day).execute();
  }
}

/** A disk that was full has left the file, and nothing in it. Written in its place: a folder that lets nobody rewrite lets nobody rename. */
function isMissing(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

async function post(url: string, anchor: SignedAnchor): Promise<void> {
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(anchor) };
  const signal = AbortSignal.timeout(patienceMs);
  const answer = await fetch(url, { ...options, redirect: 'error', signal }).catch((error: unknown) => {
    throw new Error('DEPOT_ANCHOR_URL could not be reached.', {
      cause: error instanceof Error ? error.name : undefined,
    });
  });
  await answer.body?.cancel();
  if (!answer.ok)
    throw new Error(`DEPOT_ANCHOR_URL did not take the anchor of ${anchor.day}: ${String(answer.status)}.`);
}
