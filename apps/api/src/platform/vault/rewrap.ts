import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Trx } from '../database/database.js';
import type { Keyring } from './keyring.js';
import { open, seal } from './sealing.js';

/**
 * Everything that a key of the keyring wraps: where it stands, by which window, and what it is bound to, as those who seal it write that.
 * Each is read as text, in the order of its key.
 */
const wrapped = {
  seed: {
    key: sql`id`,
    window: sql`window_id`,
    associated: sql`'token-depot seed ' || purpose || ' ' || id`,
  },
  seed_file_key: {
    key: sql`file_id`,
    window: sql`window_id`,
    associated: sql`'token-depot seed file key ' || file_id`,
  },
  customer_key: {
    key: sql`id`,
    window: sql`'customer-keys'`,
    associated: sql`'token-depot customer key ' || tenant_id || ' ' || id`,
  },
  graph_connection: {
    key: sql`id`,
    window: sql`'directory-credentials'`,
    associated: sql`'token-depot client credential ' || tenant_id || ' ' || id`,
  },
  second_factor: {
    key: sql`id`,
    window: sql`'second-factors'`,
    associated: sql`'token-depot second factor ' || person_id || ' ' || id`,
  },
  pgp_key: {
    key: sql`id`,
    window: sql`'pgp-keys'`,
    associated: sql`'token-depot pgp key ' || id`,
  },
} as const satisfies Record<string, Record<'key' | 'window' | 'associated', RawBuilder<unknown>>>;

export type WrappedTable = keyof typeof wrapped;
export const wrappedTables = Object.keys(wrapped) as readonly WrappedTable[];

/** Where a pass over a table is: after the row of this key. */
export type Place = string;
export const beginning: Place = '00000000-0000-0000-0000-000000000000';

interface Row {
  readonly key: string;
  readonly window: string;
  readonly associated: string;
  readonly wrapped: Uint8Array;
}

export interface Batch {
  /** Null when the table has been gone through. */
  readonly next: Place | null;
  /** Rows that were wrapped by a key that was replaced, and are now by its successor. */
  readonly rewrapped: number;
  /** Rows that no key of the keyring opens. */
  readonly unreadable: number;
}

/** Wraps the data keys of some rows by their windows' present keys; nothing that they seal is touched or opened. */
export async function rewrapSome(
  trx: Trx,
  keyring: Keyring,
  { table, after, limit = 500 }: { table: WrappedTable; after: Place; limit?: number },
): Promise<Batch> {
  const of = wrapped[table];
  const from = sql.raw(`depot.${table}`);
  // Whoever seals, moves or destroys one of them in this moment waits, or was first and is seen.
  const { rows } = await sql<Row>`
    SELECT ${of.key}::text AS key, ${of.window} AS window, ${of.associated} AS associated, wrapped_key AS wrapped
    FROM ${from} WHERE ${of.key} > ${after}::uuid AND wrapped_key IS NOT NULL
    ORDER BY ${of.key} LIMIT ${limit} FOR UPDATE`.execute(trx);
  let unreadable = 0;
  const again: { key: string; wrapped: string }[] = [];
  for (const row of rows) {
    const outcome = rewrap(keyring, row);
    if (outcome === 'unreadable') unreadable += 1;
    else if (outcome !== 'current') again.push({ key: row.key, wrapped: Buffer.from(outcome).toString('base64') });
  }
  if (again.length > 0) {
    await sql`
      UPDATE ${from} SET wrapped_key = decode(again.wrapped, 'base64')
      FROM jsonb_to_recordset(${JSON.stringify(again)}) AS again (key uuid, wrapped text)
      WHERE ${of.key} = again.key`.execute(trx);
  }
  const last = rows.at(-1)?.key ?? null;
  return { next: rows.length < limit ? null : last, rewrapped: again.length, unreadable };
}

function rewrap(keyring: Keyring, row: Row): Uint8Array | 'current' | 'unreadable' {
  for (const [at, key] of keyring.keysForOpening(row.window).entries()) {
    const dataKey = opened(key, row);
    if (dataKey === null) continue;
    try {
      return at === 0 ? 'current' : seal(keyring.keyForSealing(row.window), dataKey, row.associated);
    } finally {
      dataKey.fill(0);
    }
  }
  return 'unreadable';
}

function opened(key: Uint8Array, row: Row): Uint8Array | null {
  try {
    return open(key, row.wrapped, row.associated);
  } catch {
    return null;
  }
}
