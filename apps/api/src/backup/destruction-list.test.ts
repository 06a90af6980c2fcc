import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { listDestructions, readDestructions } from './destruction-list.js';
import type { Destruction, Write } from './destruction-list.js';

const folder = mkdtempSync(join(tmpdir(), 'destructions-'));
const file = join(folder, 'destructions.txt');
const whole = '2026-11-30T12:00:00.123Z seed 01234567-89ab-cdef-0123-456789abcdef';
const { length } = whole;
let pools: Pools;
let db: Database;
let work: UnitOfWork;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
});
beforeEach(() => {
  writeFileSync(file, '');
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is to be listed. */
async function destroyed(minute: number): Promise<Destruction> {
  const one = { kind: 'seed', id: randomUUID(), at: new Date(Date.UTC(2026, 10, 30, 12, minute)) } as const;
  await db.insertInto('destruction_pending').values(one).execute();
  return one;
}

it.each([1, 24, 30, 65, 66])('loses nothing on a disk that takes %i bytes and says nothing of it', async (taken) => {
  const short: Write = (handle, bytes) => writeSync(handle, bytes.subarray(0, taken));
  const [first, second] = [await destroyed(1), await destroyed(2)];
  await expect(listDestructions(work, file, short)).rejects.toThrow(/not written to its end/);
  await listDestructions(work, file);
  // What was taken as a whole is there twice, which is the same.
  const listed = readDestructions(file);
  expect(new Set((Array.isArray(listed) ? listed : []).map(({ id }: Destruction) => id))).toEqual(
    new Set([first.id, second.id]),
  );
  expect(listed).toEqual(expect.arrayContaining([first, second]));
});

it('begins a line of its own behind one that was cut off', async () => {
  writeFileSync(file, `${whole}\n${whole.slice(0, 40)}`);
  const next = await destroyed(3);
  await listDestructions(work, file);
  expect(readFileSync(file, 'utf8')).toBe(
    `${whole}\n${whole.slice(0, 40)}\n${next.at.toISOString()} seed ${next.id}\n`,
  );
  expect(readDestructions(file)).toMatchObject([{ id: whole.slice(-36) }, next]);
});

it('is read where a line was cut off anywhere, and another written right behind it', () => {
  for (let at = 0; at < length; at += 1) {
    writeFileSync(file, `${whole.slice(0, at)}${whole}\r\n${whole.slice(0, at)}\n`);
    appendFileSync(file, whole.slice(0, at));
    expect(readDestructions(file), `cut after ${String(at)}`).toMatchObject([{ id: whole.slice(-36), kind: 'seed' }]);
  }
});

it.each(['something else', `${whole} and more`, `else ${whole}`, whole.replace('seed', 'keys'), whole.slice(1)])(
  'names the line that is none: %s',
  (text) => {
    writeFileSync(file, `${whole}\n${text}\n`);
    expect(readDestructions(file)).toBe(2);
  },
);
