import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database, Trx } from '../../platform/database/database.js';
import type { SeedFileTable } from '../../platform/database/schema/seed-file.js';
import { ProblemError } from '../../platform/http/problem-error.js';

export type SeedFileRecord = Selectable<SeedFileTable>;

/** @throws ProblemError `not-found` */
export async function loadSeedFile(db: Database, id: string): Promise<SeedFileRecord> {
  const file = await db.selectFrom('seed_file').selectAll().where('id', '=', id).executeTakeFirst();
  if (file === undefined)
    throw new ProblemError('not-found', 'The file is not here: it was discarded, or forgotten after a day.');
  return file;
}

/** Likewise, and nobody else changes it before the transaction ends. */
export async function lockSeedFile(trx: Trx, id: string): Promise<SeedFileRecord> {
  const file = await trx.selectFrom('seed_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (file === undefined)
    throw new ProblemError('not-found', 'The file is not here: it was discarded, or forgotten after a day.');
  return file;
}

/** What a file is set to when its reading begins from the first row. */
export function fromTheStart(file: SeedFileRecord): {
  attempt: number;
  next_row: number;
  bytes_read: number;
  good: number;
  here: number;
  bad: number;
  question: null;
} {
  return { attempt: file.attempt + 1, next_row: 0, bytes_read: 0, good: 0, here: 0, bad: 0, question: null };
}

/** The moment of a change, by the record's clock, which the sweeper compares with. */
export const now = sql<Date>`now()`;
