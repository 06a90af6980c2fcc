import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupEnd, BackupHeader, BackupRow } from './backup-lines.js';
import { BackupRefused, unprotect } from './protection.js';
import type { Opener } from './protection.js';

export interface BackedUpRow {
  readonly table: string;
  /** As it stands in the backup: JSON. */
  readonly row: string;
}

/** A backup that was read to its end. */
export interface CheckedBackup {
  readonly header: BackupHeader;
  readonly rows: number;
}

/**
 * Reads a backup to its end and compares it with what its last line says of it.
 * @throws BackupRefused naming what is wrong with it
 */
export async function checkBackup(file: string, opener: Opener): Promise<CheckedBackup> {
  const rows = readBackup(file, opener);
  const header = await rows.next();
  if (header.done === true || !('format' in header.value)) throw damaged(file, 'it has no header');
  let count = 0;
  for await (const each of rows) if ('table' in each) count += 1;
  return { header: header.value, rows: count };
}

/** The header and every row; throws at the end where it is not what the last line says. */
export async function* readBackup(file: string, opener: Opener): AsyncGenerator<BackupHeader | BackedUpRow> {
  const hash = createHash('sha256');
  let rows = 0;
  let header: BackupHeader | null = null;
  let isWhole = false;
  for await (const line of linesOf(file, opener)) {
    if (isWhole) throw damaged(file, 'something stands after its end');
    if (header === null) {
      header = headerOf(line, file);
      yield header;
    } else if (line.startsWith('{"end":')) {
      const end = BackupEnd.safeParse(parse(line));
      if (!end.success || end.data.end.rows !== rows || end.data.end.sha256 !== hash.digest('hex'))
        throw damaged(file, 'its last line does not fit the rest');
      isWhole = true;
      continue;
    } else {
      yield rowOf(line, file);
      rows += 1;
    }
    hash.update(`${line}\n`);
  }
  if (!isWhole) throw damaged(file, 'it ends too early');
}

async function* linesOf(file: string, opener: Opener): AsyncGenerator<string> {
  const clear = Readable.from(unprotect(createReadStream(file), opener));
  const unpacked = createGunzip();
  // Else a failure of the one would leave the other waiting for ever.
  clear.on('error', (error) => unpacked.destroy(error));
  try {
    let rest = '';
    for await (const text of clear.pipe(unpacked).setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } catch (error) {
    if (error instanceof BackupRefused) throw damaged(file, error.message);
    if (error instanceof Error && 'syscall' in error)
      throw new BackupRefused(`${file} cannot be read: ${error.message}.`);
    throw damaged(file, 'what was packed in it cannot be unpacked');
  }
}

function headerOf(line: string, file: string): BackupHeader {
  const header = BackupHeader.safeParse(parse(line));
  if (!header.success) throw damaged(file, 'it is no backup of a depot, or one of a later program');
  return header.data;
}

function rowOf(line: string, file: string): BackedUpRow {
  const row = BackupRow.safeParse(parse(line));
  const { table } = row.data ?? {};
  if (table === undefined) throw damaged(file, 'it holds a line that is no row');
  // Cut out and not written anew: see `dumpRecord`.
  return { table, row: line.slice(`{"table":${JSON.stringify(table)},"row":`.length, -1) };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function damaged(file: string, why: string): BackupRefused {
  return new BackupRefused(`${file} is refused: ${why.replace(/\.$/, '')}. Nothing was touched.`);
}
