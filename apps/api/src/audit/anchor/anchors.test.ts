import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandRefused } from '../../commands/command.js';
import { verifyRecord } from '../../commands/audit/verify-record.js';
import { readConfig } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import type { Pools } from '../../platform/database/connect.js';
import { openDatabase } from '../../platform/database/database.js';
import type { Database } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AnchorKey } from '../../platform/vault/anchor-key.js';
import { theDepot } from '../actor.js';
import { readChain } from '../export/read-chain.js';
import { writeLines } from '../export/write-lines.js';
import { recordEvents } from '../record-event.js';
import { extendChain } from '../sequencer.js';
import { anchorDay } from './anchor-day.js';
import { keepAnchors, latestAnchors } from './keep-anchors.js';
import { isGenuine, readAnchor } from './signed-anchor.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-anchors-'));
const places = { folder: join(folder, 'anchors'), url: null };
const dayMs = 86_400_000;
const today = new Date();
const tomorrow = new Date(today.getTime() + dayMs);
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
let pools: Pools;
let db: Database;
let signer: AnchorKey;

beforeAll(async () => {
  const config = readConfig({ DEPOT_DATA: folder });
  pools = await connect(config);
  db = await openDatabase(pools);
  // One key in 64 begins like an option of a command.
  do signer = new AnchorKey({ fingerprintKey: () => randomBytes(32) });
  while (!signer.public.startsWith('-'));
  await happen(3);
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

async function happen(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ kind: 'sample.happened', actor: theDepot }));
  await new UnitOfWork(db).run((trx) => recordEvents(trx, events));
  await extendChain(db, 100);
}

/** The file of the day that is today. */
const file = join(places.folder, `anchor-${dayOf(today)}.json`);

async function verify(record: string, anchor: string, key = signer.public): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const print = (line: string): void => void said.push(line);
  const args = ['--export', record, '--anchor', anchor, '--anchor-key', key];
  return { code: await verifyRecord.run(args, { environment: {}, print }), said: said.join('\n') };
}

async function exported(): Promise<string> {
  const lines: string[] = [];
  for await (const line of writeLines(readChain(db, today))) lines.push(line);
  return lines.join('');
}

it('a record that began today has no day that ended', async () => {
  expect(await anchorDay(new UnitOfWork(db), { now: today, signer })).toBe(false);
});

it('a day that ended is signed once, whichever replicas think of it, and that is on the record', async () => {
  const replicas = [new UnitOfWork(db), new UnitOfWork(db), new UnitOfWork(db)];
  const signed = await Promise.all(replicas.map((work) => anchorDay(work, { now: tomorrow, signer })));
  expect(signed.filter(Boolean)).toHaveLength(1);
  const [anchor, ...others] = await db.selectFrom('anchor').selectAll().execute();
  expect(others).toEqual([]);
  expect(anchor).toMatchObject({ day: dayOf(today), seq: 3 });
  const said = await db.selectFrom('event').select('facts').where('kind', '=', 'audit.anchored').execute();
  expect(said).toEqual([{ facts: { day: dayOf(today), seq: 3, hash: anchor?.hash } }]);
});

it('its file is written, and written again when it is gone, or when a full disk left it empty', async () => {
  await keepAnchors(db, places, () => tomorrow);
  const first = readFileSync(file, 'utf8');
  const anchor = readAnchor(first);
  expect(anchor).toMatchObject({ day: dayOf(today), seq: 3, key: signer.public });
  expect(anchor !== null && isGenuine(anchor)).toBe(true);
  rmSync(file);
  await keepAnchors(db, places, () => tomorrow);
  expect(readFileSync(file, 'utf8')).toBe(first);
  writeFileSync(file, '');
  await keepAnchors(db, places, () => tomorrow);
  expect(readFileSync(file, 'utf8')).toBe(first);
  expect(readdirSync(places.folder)).toHaveLength(1);
});

it('the address that keeps it is asked until it takes it, and no longer; it stands in no error', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(bodies.length === 1 ? 503 : 204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/?key=planted`;
  try {
    const refused = await keepAnchors(db, { ...places, url }, () => tomorrow).catch((error: unknown) => String(error));
    expect(refused).toMatch(/did not take the anchor of .+: 503/);
    expect(refused).not.toContain('planted');
    for (let times = 0; times < 2; times += 1) await keepAnchors(db, { ...places, url }, () => tomorrow);
    expect(bodies.map((body) => readAnchor(body))).toEqual([
      readAnchor(readFileSync(file, 'utf8')),
      readAnchor(bodies[0] ?? ''),
    ]);
  } finally {
    server.close();
  }
});

it('an export is checked against it, with the key that was kept elsewhere', async () => {
  await happen(2);
  const record = join(folder, 'record.jsonl');
  writeFileSync(record, await exported());
  expect((await verify(record, file)).code).toBe(0);

  // Somebody who owns the database lets the record end before its third row, each hash right.
  const cut = (await exported()).split('\n').filter((line) => !/"type":"row","seq":[3-9]/.test(line));
  const last = JSON.parse(cut.find((line) => line.includes('"type":"row","seq":2,')) ?? '{}') as { hash: string };
  const rewritten = cut.map((line) =>
    line.replace(/"head":\{"seq":\d+,"hash":"[0-9a-f]+"\}/, `"head":{"seq":2,"hash":"${last.hash}"}`),
  );
  writeFileSync(record, rewritten.join('\n'));
  const without = await verifyRecord.run(['--export', record], { environment: {}, print: () => undefined });
  expect(without).toBe(0);
  const against = await verify(record, file);
  expect(against.code).toBe(1);
  expect(against.said).toMatch(/^BROKEN/m);
});

it.each([
  [
    'changed after it was signed',
    (text: string) => text.replace('"seq": 3', '"seq": 2'),
    undefined,
    /was changed after it was signed/,
  ],
  ['signed with another key', (text: string) => text, 'A'.repeat(43), /was signed with another key/],
  ['no anchor', () => '{}', undefined, /is not an anchor/],
] as const)('one that is %s proves nothing', async (_what, change, key, sentence) => {
  const other = join(folder, 'other.json');
  writeFileSync(other, change(readFileSync(file, 'utf8')));
  await expect(verify(join(folder, 'record.jsonl'), other, key)).rejects.toThrow(sentence);
  await expect(verify(join(folder, 'record.jsonl'), other, key)).rejects.toBeInstanceOf(CommandRefused);
});

it('a day that a wrong clock signed, years away, keeps no other from being signed, nor is it the latest', async () => {
  const [known] = await latestAnchors(db);
  if (known === undefined) throw new Error('No day was signed.');
  await db
    .insertInto('anchor')
    .values({ ...known, day: '2126-01-01' })
    .execute();
  await happen(1);
  const now = new Date(tomorrow.getTime() + dayMs);
  expect(await anchorDay(new UnitOfWork(db), { now, signer })).toBe(true);
  expect(await anchorDay(new UnitOfWork(db), { now, signer })).toBe(false);
  expect((await latestAnchors(db)).map(({ day }) => day)).toEqual([dayOf(tomorrow), '2126-01-01', dayOf(today)]);
});
