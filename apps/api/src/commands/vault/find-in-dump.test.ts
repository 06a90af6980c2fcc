import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import { seal } from '../../platform/vault/sealing.js';
import { seedBinding } from '../../platform/vault/seed-binding.js';
import { tryBoxes, tryStretch } from './box-keys.js';
import { boxesInText, findInDump } from './find-in-dump.js';

const folder = mkdtempSync(join(tmpdir(), 'dumps-'));
const id = randomUUID();
const binding = seedBinding(id, 'own');
const windowKey = { name: 'window 2026-11-30', key: randomBytes(32) };
const others = Array.from({ length: 5 }, (_, at) => ({ name: `other ${String(at)}`, key: randomBytes(32) }));
const dataKey = randomBytes(32);
const wrapped = Buffer.from(seal(windowKey.key, dataKey, binding));
const ciphertext = Buffer.from(seal(dataKey, randomBytes(20), binding));
const raw = Buffer.from(id.replaceAll('-', ''), 'hex');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function dump(name: string, ...parts: (Buffer | string)[]): string {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part as Buffer))));
  return file;
}

async function look(path: string, keys = [...others, windowKey]) {
  const found = [];
  for await (const { where, written, after } of findInDump(path, [id])) {
    const attempt = { binding, keys };
    found.push({
      where,
      opened: written === 'text' ? tryBoxes(boxesInText(after), attempt) : tryStretch(after, attempt),
    });
  }
  return found;
}

/** Else chance may write what gzip begins with. */
const plain = Buffer.from('a page');
const row = `${id}\t\\N\town\t2026-11-30\t\\\\x${wrapped.toString('hex')}\t\\\\x${ciphertext.toString('hex')}\t\\\\x${randomBytes(32).toString('hex')}\n`;
const insert = `INSERT INTO depot.seed VALUES ('${id}', NULL, 'own', '2026-11-30', '\\x${wrapped.toString('hex')}', '\\x${ciphertext.toString('hex')}');\n`;
const tuple = Buffer.concat([
  raw,
  Buffer.from('\x09own\x172026-11-30\x7b', 'latin1'),
  wrapped,
  Buffer.from([0x63]),
  ciphertext,
]);

it.each([
  ['SQL with COPY', () => dump('copy.sql', 'COPY depot.seed FROM stdin;\n', row)],
  ['SQL with INSERT', () => dump('insert.sql', insert)],
  ['gzip of it', () => dump('copy.sql.gz', gzipSync(row))],
  ['a page of a data folder', () => dump('page', plain, randomBytes(5000), tuple, randomBytes(3000))],
  [
    'a place where two pieces meet',
    () => dump('long', plain, randomBytes(1_000_000 - 4100), tuple, randomBytes(3_000_000)),
  ],
])('opens a live seed in %s, and says by which key', async (_what, write) => {
  const found = await look(write());
  expect(found.map(({ opened }) => opened)).toEqual([{ key: windowKey.name, seedToo: true }]);
});

it('looks through a folder, file by file, and finds nothing twice', async () => {
  mkdirSync(join(folder, 'data', 'base'), { recursive: true });
  writeFileSync(join(folder, 'data', 'base', '1'), Buffer.concat([plain, tuple]));
  writeFileSync(join(folder, 'data', '2'), row);
  expect(await look(join(folder, 'data'))).toHaveLength(2);
});

it('opens a live seed in the log alone, in whose records pages end', async () => {
  const many = Array.from({ length: 300 }, () => randomUUID());
  const pools = await connect(readConfig({ DEPOT_DATA: join(folder, 'depot') }));
  await pools.record.query(
    'CREATE TABLE public.seed (id uuid, purpose text, window_id text, wrapped_key bytea, ciphertext bytea)',
  );
  for (const each of many) {
    const own = seedBinding(each, 'own');
    const boxes = [seal(windowKey.key, dataKey, own), seal(dataKey, randomBytes(20), own)];
    await pools.record.query('INSERT INTO public.seed VALUES ($1, $2, $3, $4, $5)', [
      each,
      'own',
      '2026-11-30',
      ...boxes,
    ]);
  }
  await pools.close();
  const opened = new Set<string>();
  for await (const { id: each, after } of findInDump(join(folder, 'depot', 'record', 'pg_wal'), many)) {
    if (tryStretch(after, { binding: seedBinding(each, 'own'), keys: [windowKey] })?.seedToo === true) opened.add(each);
  }
  expect(many.filter((each) => !opened.has(each))).toEqual([]);
}, 60_000);

it('opens a live seed that begins in one segment of the log and ends in the next, whatever their names', async () => {
  const log = join(folder, 'log', 'pg_wal');
  mkdirSync(log, { recursive: true });
  const segment = (name: string, address: bigint, records: Buffer) => {
    const head = Buffer.alloc(40);
    head.writeUInt16LE(0xd118, 0);
    head.writeUInt16LE(2, 2);
    head.writeBigUInt64LE(address, 8);
    head.writeUInt32LE(8192, 36);
    writeFileSync(join(log, name), Buffer.concat([head, records]));
  };
  segment('A', 0x2000000n, Buffer.concat([tuple.subarray(60), randomBytes(500)]));
  segment('B', 0x1000000n, Buffer.concat([randomBytes(8192 - 40 - 60), tuple.subarray(0, 60)]));
  expect((await look(join(folder, 'log'))).map(({ opened }) => opened)).toEqual([
    { key: windowKey.name, seedToo: true },
  ]);
});

it('opens nothing once the key is gone, though it finds the places', async () => {
  const found = await look(dump('gone.sql', row, insert), others);
  expect(found.map(({ opened }) => opened)).toEqual([null, null]);
});

it('opens nothing of a row that stands in for another seed’s', () => {
  const attempt = { binding: seedBinding(randomUUID(), 'own'), keys: [windowKey] };
  expect(tryBoxes([wrapped, ciphertext], attempt)).toBeNull();
});

it('finds a key that opens, though the seed itself is not beside it', () => {
  expect(tryBoxes([wrapped], { binding, keys: [windowKey] })).toEqual({ key: windowKey.name, seedToo: false });
});

it('refuses what cannot be read', async () => {
  await expect(look(join(folder, 'nothing'))).rejects.toThrow(/cannot be read/);
  await expect(look(dump('broken.gz', gzipSync(row).subarray(0, 40)))).rejects.toThrow(/cannot be read to its end/);
});
