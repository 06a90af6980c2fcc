import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

/** One line of the list: when, what, which. No person and no token is named. */
export interface Destruction {
  readonly kind: 'seed' | 'file';
  readonly id: string;
  readonly at: Date;
}

const atOnce = 1000;
const line = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (seed|file) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Writes what was destroyed into the list outside the record, from where a restore takes it. The record forgets that it is to be listed only after
 * the disk has it: what is killed in between stands in the list twice, which is the same.
 */
export async function listDestructions(work: UnitOfWork, file: string): Promise<void> {
  for (;;) {
    const written = await work.run(async (trx) => {
      const { rows } = await sql<Destruction>`
        DELETE FROM depot.destruction_pending WHERE (kind, id) IN (
          SELECT kind, id FROM depot.destruction_pending ORDER BY at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
        RETURNING kind, id, at`.execute(trx);
      if (rows.length > 0) append(file, rows);
      return rows.length;
    });
    if (written < atOnce) return;
  }
}

function append(file: string, rows: readonly Destruction[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, rows.map(({ kind, id, at }) => `${at.toISOString()} ${kind} ${id}\n`).join(''));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * A list as it was kept. A line at the end that was cut off in the middle is passed over: its destruction is still to be listed.
 * @returns null where there is no such file; a number is that of a line that is none
 */
export function readDestructions(file: string): readonly Destruction[] | number | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  lines.pop();
  const read: Destruction[] = [];
  for (const [at, each] of lines.entries()) {
    const [, moment, kind, id] = line.exec(each.trimEnd()) ?? [];
    if (moment === undefined || id === undefined) return at + 1;
    read.push({ kind: kind === 'file' ? 'file' : 'seed', id, at: new Date(moment) });
  }
  return read;
}
