import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BurnReport } from '@depot/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../station.fixture.js';
import { Journal } from './journal.js';

const one = '0190a0f0-0000-7000-8000-000000000001';
const two = '0190a0f0-0000-7000-8000-000000000002';
const place = { serial: '86596220000001', profile: 0, reader: 'Virtual reader 1' };
const report: BurnReport = { outcome: 'burned', ...place, code: 'ok', detail: '', triesLeft: null };
const clock = () => 1_700_000_000_000;

async function open(folder: string): Promise<Journal> {
  const journal = await Journal.open(folder, clock);
  onTestFinished(() => journal.close());
  return journal;
}
const text = (folder: string) => readFile(join(folder, 'journal.jsonl'), 'utf8');

test('an order that was begun is on the disk, and is known to the next run', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  await journal.begun(one, place);
  expect(JSON.parse(await text(folder))).toEqual({
    type: 'begun',
    orderId: one,
    ...place,
    at: '2023-11-14T22:13:20.000Z',
  });
  const next = await open(folder);
  expect(next.find(one)).toMatchObject({ serial: place.serial, report: null });
  expect(next.unacknowledged()).toEqual([]);
});

test('a report waits for its acknowledgement through restarts', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  await journal.begun(one, place);
  await journal.finished(one, report);
  expect((await open(folder)).unacknowledged()).toEqual([{ orderId: one, report }]);
});

test('an acknowledged order is forgotten at once, and leaves the file at the next start', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  await journal.begun(one, place);
  await journal.finished(one, report);
  await journal.begun(two, place);
  await journal.acknowledged(one);
  expect(journal.find(one)).toBeNull();
  await open(folder);
  const lines = (await text(folder)).trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(two);
});

test('a report that ends after its acknowledgement is kept: it says more than what was acknowledged', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  await journal.begun(one, place);
  await journal.acknowledged(one);
  await journal.finished(one, report);
  expect((await open(folder)).unacknowledged()).toEqual([{ orderId: one, report }]);
});

test('the torn last line of a crash is passed over, and what follows is whole', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  await journal.begun(one, place);
  await appendFile(join(folder, 'journal.jsonl'), `{"type":"finished","orderId":"${one}","rep`);
  const next = await open(folder);
  expect(next.find(one)).toMatchObject({ report: null });
  await next.begun(two, place);
  const last = await open(folder);
  expect([last.find(one)?.orderId, last.find(two)?.orderId]).toEqual([one, two]);
});

test('damage anywhere else stops the agent, with a sentence and without the text', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'journal.jsonl'), 'nonsense\n{}\n');
  await expect(open(folder)).rejects.toThrow(/^Line 1 of the agent's journal is damaged\./);
  expect(await text(folder)).toBe('nonsense\n{}\n');
});

test('lines written side by side stay whole', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  await Promise.all([journal.begun(one, place), journal.begun(two, place), journal.finished(one, report)]);
  await journal.close();
  const next = await open(folder);
  expect(next.find(one)?.report).toEqual(report);
  expect(next.find(two)?.report).toBeNull();
});

test('nothing but what a line may hold is written', async () => {
  const folder = await temporaryFolder();
  const journal = await open(folder);
  const more = { ...report, seed: 'PLANTED' } as BurnReport;
  await journal.finished(one, more);
  expect(await text(folder)).not.toContain('PLANTED');
});

test('only the owner may read it', async () => {
  const folder = await temporaryFolder();
  await open(folder);
  expect((await stat(join(folder, 'journal.jsonl'))).mode & 0o777).toBe(0o600);
});

test('lines of an agent that knew one profile only are still read', async () => {
  const folder = await temporaryFolder();
  const { profile: _, ...oldPlace } = place;
  const oldReport = { outcome: 'burned', ...oldPlace, code: 'ok', detail: '' };
  const at = '2023-11-14T22:13:20.000Z';
  const lines = [
    { type: 'begun', orderId: one, ...oldPlace, at },
    { type: 'finished', orderId: two, report: oldReport, at },
  ];
  await writeFile(join(folder, 'journal.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const journal = await open(folder);
  expect(journal.find(one)).toMatchObject({ ...place, report: null });
  expect(journal.unacknowledged()).toEqual([{ orderId: two, report }]);
});
