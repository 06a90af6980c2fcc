import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandRefused } from '../command.js';
import { walHeadLength, walSegment, withoutPageHeads } from './wal-pages.js';
import type { WalSegment } from './wal-pages.js';

export interface DumpPart {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * A dump's bytes, part by part, unpacked where they are packed: SQL or an export as text, a data folder file by file and its log as one, what pg_dump packs in
 * its own way by `pg_restore`, gzip anywhere.
 * @throws CommandRefused where it cannot be read
 */
export async function* dumpParts(path: string): AsyncGenerator<DumpPart> {
  const about = await stat(path).catch((error: unknown) => {
    throw new CommandRefused(`--dump ${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  });
  if (!about.isDirectory()) {
    yield { name: path, bytes: await bytesOf(path) };
    return;
  }
  const logs = new Map<string, ({ file: string } & WalSegment)[]>();
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const segment = walSegment(await headOf(file));
    if (segment === null) yield { name: file, bytes: await bytesOf(file) };
    else logs.set(entry.parentPath, [...(logs.get(entry.parentPath) ?? []), { file, ...segment }]);
  }
  for (const [folder, segments] of logs) yield { name: `the log in ${folder}`, bytes: logBytes(segments) };
}

/** A log's records from its oldest segment to its newest: one may begin in one and end in the next. */
async function* logBytes(segments: ({ file: string } & WalSegment)[]): AsyncGenerator<Uint8Array> {
  const inOrder = segments.sort((a, b) => (a.address < b.address ? -1 : 1));
  for (const { file, pageSize } of inOrder) yield* withoutPageHeads(orRefused(createReadStream(file), file), pageSize);
}

async function bytesOf(file: string): Promise<AsyncIterable<Uint8Array>> {
  const head = await headOf(file);
  if (head.subarray(0, 5).toString('latin1') === 'PGDMP') return restored(file);
  if (head[0] === 0x1f && head[1] === 0x8b) return orRefused(createReadStream(file).pipe(createGunzip()), file);
  return orRefused(createReadStream(file), file);
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file).catch((error: unknown) => {
    throw new CommandRefused(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(walHeadLength), 0, walHeadLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* orRefused(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw new CommandRefused(`${file} cannot be read to its end: ${error instanceof Error ? error.message : ''}`);
  }
}

/** pg_dump's own format, as SQL. */
async function* restored(file: string): AsyncGenerator<Uint8Array> {
  const child = spawn('pg_restore', ['--file=-', file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const sql = child.stdout.pipe(new PassThrough());
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', () => {
      sql.end();
      resolve(null);
    });
    child.on('close', resolve);
  });
  yield* sql;
  if ((await ended) === 0) return;
  throw new CommandRefused(
    `${file} is packed by pg_dump, and pg_restore, of PostgreSQL’s client programs, could not read it here. Unpack it first: pg_restore --file=record.sql ${file}`,
  );
}
