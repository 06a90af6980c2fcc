import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
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
/** What a line is like, of each kind: one that the disk took a part of begins as one of these could. */
const samples = ['seed', 'file'].map((kind) => `2000-01-01T00:00:00.000Z ${kind} 00000000-0000-0000-0000-000000000000`);
const lineLength = 66;

/** As `writeSync`. @returns how many of the bytes the disk took */
export type Write = (handle: number, bytes: Uint8Array) => number;

/**
 * Writes what was destroyed into the list outside the record, from where a restore takes it. The record forgets that it is to be listed only after
 * the disk has it: what is killed in between stands in the list twice, which is the same.
 */
export async function listDestructions(work: UnitOfWork, file: string, write: Write = writeSync): Promise<void> {
  for (;;) {
    const written = await work.run(async (trx) => {
      const { rows } = await sql<Destruction>`
        DELETE FROM depot.destruction_pending WHERE (kind, id) IN (
          SELECT kind, id FROM depot.destruction_pending ORDER BY at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
        RETURNING kind, id, at`.execute(trx);
      if (rows.length > 0) append(file, rows, write);
      return rows.length;
    });
    if (written < atOnce) return;
  }
}

/** @throws Error where the disk took a part: the rest goes nowhere, and all of it is written again on lines of its own */
function append(file: string, rows: readonly Destruction[], write: Write): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'a+', 0o600);
  try {
    const lines = rows.map(({ kind, id, at }) => `${at.toISOString()} ${kind} ${id}\n`).join('');
    const bytes = Buffer.from(endsInHalf(handle) ? `\n${lines}` : lines);
    // A disk that fills up says so to the next write, not to this one.
    if (write(handle, bytes) < bytes.length) throw new Error('The list of destructions was not written to its end.');
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function endsInHalf(handle: number): boolean {
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
}

/**
 * A list as it was kept. A line that was cut off in the middle is passed over, and what was written behind it is read: its destruction was listed
 * again, or is still to be.
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
    const whole = behindHalf(each.trimEnd());
    if (whole === '') continue;
    const [, moment, kind, id] = line.exec(whole) ?? [];
    if (moment === undefined || id === undefined) return at + 1;
    read.push({ kind: kind === 'file' ? 'file' : 'seed', id, at: new Date(moment) });
  }
  return read;
}

/** @returns what stands behind the beginning of another line; nothing where there is only that */
function behindHalf(text: string): string {
  if (isHalf(text)) return '';
  const half = text.slice(0, -lineLength);
  return half !== '' && isHalf(half) ? text.slice(half.length) : text;
}

function isHalf(text: string): boolean {
  return samples.some((sample) => text.length < sample.length && line.test(text + sample.slice(text.length)));
}
