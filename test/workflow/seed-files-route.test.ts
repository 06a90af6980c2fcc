import { randomBytes } from 'node:crypto';
import type { SeedFileView, TokenView } from '@depot/contracts';
import { encodeBase32 } from '@depot/totp';
import { describe, expect, it } from 'vitest';
import type { Client } from '../depot/client.js';
import { rehearseSeedFile, settledSeedFile, takeJudged, takeSeedFile } from '../depot/seed-files.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { useLine } from './line.fixture.js';

const line = useLine({});
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const base32 = (): string => encodeBase32(random(20));
/** With a digit that Base32 has not: else one in 100,000 might be either. */
const hex = (): string => `01${Buffer.from(random(19)).toString('hex')}`;
const admin = (): Client => line.depot.clients.admin;

function answer(file: SeedFileView, body: unknown): Promise<SeedFileView> {
  return admin()
    .post(`seed-files/${file.id}/answer`, body)
    .then(() => settledSeedFile(admin(), file.id));
}

function badRows({ id }: SeedFileView): Promise<string> {
  return admin().download(`seed-files/${id}/bad-rows`, {});
}

async function tokenStatus(serial: string): Promise<string> {
  const call = admin().get<TokenView>(`tokens/${serial}`);
  return call.then(
    ({ status }) => status,
    () => 'not there',
  );
}

describe('a vendor’s seed file', () => {
  const [secret, twin] = [base32(), base32()];
  const header = 'upn,Serial Number,Secret Key,TimeInterval,Manufacturer,Model';
  const text = [
    header,
    `,0070000001,${secret},30,Sample Vendor,C200`,
    `,0070000002,${secret.slice(0, 12)}0189,30,Sample Vendor,C200`,
    `,0070000003,${base32()},45,Sample Vendor,C200`,
    `,1.23E+11,${base32()},30,Sample Vendor,C200`,
    `,0070000001,${base32()},30,Sample Vendor,C200`,
    `,0070000004,${twin},60,Sample Vendor,Strange 9`,
    `,0070000005,${twin},60,Sample Vendor,C200`,
  ].join('\r\n');

  it('is judged whole, every bad row with its line and reason, and nothing is taken', async () => {
    const judged = await rehearseSeedFile(admin(), text);
    expect(judged).toMatchObject({ status: 'judged', format: 'entra-csv', rows: 7, good: 2, bad: 5, here: 0 });
    expect(judged.findings.map(({ line: at, kind }) => [at, kind])).toEqual([
      [3, 'unreadable'],
      [4, 'unreadable'],
      [5, 'spreadsheet'],
      [6, 'duplicate-serial'],
      [7, 'unknown-model'],
      [8, 'duplicate-seed'],
    ]);
    const [base32Reason, interval, excel, serial, model, seed] = judged.findings.map(({ reason }) => reason);
    expect(base32Reason).toMatch(/not Base32/);
    expect(interval).toMatch(/30 or 60/);
    expect(excel).toMatch(/Excel/);
    expect(serial).toMatch(/line 2 already/);
    expect(model).toMatch(/Strange 9.*new to the depot/);
    expect(seed).toMatch(/same as on line 7/);
    expect(JSON.stringify(judged)).not.toContain(secret.slice(0, 12));
    expect(await tokenStatus('0070000001')).toBe('not there');
    await admin().post(`seed-files/${judged.id}/discard`);
    expect((await admin().problem(admin().get(`seed-files/${judged.id}`))).code).toBe('not-found');
  });

  it('gives its good rows to stock, leading zeros kept, and the bad ones back in the same format with a reason', async () => {
    const judged = await rehearseSeedFile(admin(), text, 'vendor list.csv');
    const taken = await takeJudged(admin(), judged.id);
    expect(taken).toMatchObject({ status: 'taken', good: 2, bad: 5 });
    expect(await admin().get<TokenView>('tokens/0070000004')).toMatchObject({
      status: 'stock',
      kind: 'classic',
      period: 60,
      seed: 'kept',
    });
    const back = (await badRows(taken)).replace('\uFEFF', '').split('\r\n');
    expect(back[0]).toBe(`${header},reason`);
    expect(back).toHaveLength(7);
    expect(back[2]).toMatch(/^,0070000003,[A-Z2-7]{32},45,Sample Vendor,C200,.*30 or 60/);
    // Mended, it goes in as it is: the reasons do not disturb.
    const mended = [back[0], back[2]?.replace(',45,', ',30,')].join('\r\n');
    expect(await takeSeedFile(admin(), mended)).toMatchObject({ good: 1, bad: 0 });
    expect(await tokenStatus('0070000003')).toBe('stock');
  });

  it('that comes a second time adds nothing and asks for nothing', async () => {
    const again = await rehearseSeedFile(admin(), text);
    // The serial that stands twice with two seeds stays in doubt.
    expect(again).toMatchObject({ good: 0, here: 2, bad: 5 });
    expect((await admin().problem(admin().post(`seed-files/${again.id}/take`))).code).toBe('seed-file-elsewhere');
  });

  it('is compared with the record: a serial with another seed, a seed under another serial', async () => {
    const other = [header, `,0070000001,${base32()},30,,`, `,0070000009,${secret},30,,`].join('\n');
    const judged = await rehearseSeedFile(admin(), other);
    expect(judged.findings).toMatchObject([
      { kind: 'serial-taken', reason: expect.stringContaining('(stock)') as string },
      { kind: 'seed-taken', reason: expect.stringContaining('token 0070000001') as string },
    ]);
  });

  it('is the admin’s to upload', async () => {
    const { operator } = line.depot.clients;
    const call = operator.send('seed-files', 'x', 'application/octet-stream');
    expect((await operator.problem(call)).code).toBe('not-your-role');
  });

  it('is on the record: who uploaded, took and had bad rows back', async () => {
    const text = await admin().download('audit/export', { reason: 'test' });
    const kinds = new Set([...text.matchAll(/"kind":"(seed-file\.[a-z-]+)"/g)].map(([, kind]) => kind));
    expect([...kinds].sort()).toEqual([
      'seed-file.discarded',
      'seed-file.handed-back',
      'seed-file.judged',
      'seed-file.taken',
      'seed-file.uploaded',
    ]);
    expect(text).not.toContain(secret);
  });
});

describe('a plain CSV', () => {
  const columns = { serial: 1, secret: 2, model: 0 };
  const plan = { columns, period: 60, algorithm: 'SHA1', encoding: null };
  const sheet = (rows: readonly string[]): string => ['Art;Nr.;Geheim', ...rows].join('\n');

  it('is asked for its columns once, and known by its header from then on', async () => {
    const asking = await rehearseSeedFile(admin(), sheet([`C200;0071000001;${hex()}`]));
    expect(asking).toMatchObject({
      status: 'asking',
      question: { kind: 'columns', again: false },
      header: { names: ['Art', 'Nr.', 'Geheim'], width: 3 },
    });
    const judged = await answer(asking, { csv: plan });
    expect(judged).toMatchObject({ status: 'judged', format: 'csv', good: 1, remembered: false });
    expect(await takeJudged(admin(), judged.id)).toMatchObject({ status: 'taken', good: 1 });
    expect(await admin().get<TokenView>('tokens/0071000001')).toMatchObject({ period: 60, model: 'C200' });
    const next = await rehearseSeedFile(admin(), sheet([`C200;0071000002;${hex()}`]));
    expect(next).toMatchObject({ status: 'judged', good: 1, remembered: true, csv: { columns } });
  });

  it('is asked for Base32 or hex where both fit, each time, and never guessed', async () => {
    for (const serial of ['0071000003', '0071000004']) {
      const asking = await rehearseSeedFile(admin(), sheet([`C200;${serial};${'ABCDEF234567'.repeat(4)}`]));
      expect(asking).toMatchObject({ status: 'asking', question: { kind: 'encoding' } });
      expect(await answer(asking, { encoding: 'hex' })).toMatchObject({ status: 'judged', good: 1 });
    }
  });

  it('with Entra’s columns is asked likewise, and its seeds are then read as was said', async () => {
    const header = 'upn,serial number,secret key,time interval,manufacturer,model';
    const both = 'ABCDEF234567'.repeat(4);
    const asking = await rehearseSeedFile(admin(), `${header}\n,0071000005,${both},30,Sample Vendor,C200\n`);
    expect(asking).toMatchObject({ status: 'asking', question: { kind: 'encoding' } });
    const judged = await answer(asking, { encoding: 'hex' });
    expect(judged).toMatchObject({ status: 'judged', format: 'entra-csv', good: 1, bad: 0 });
    expect(await takeJudged(admin(), judged.id)).toMatchObject({ status: 'taken', good: 1 });
    // The same seed written in Base32 is known; had it been read so in the first file, it would be another.
    const base32 = encodeBase32(new Uint8Array(Buffer.from(both, 'hex')));
    const same = await rehearseSeedFile(admin(), `${header}\n,0071000005,${base32},30,Sample Vendor,C200\n`);
    expect(same).toMatchObject({ status: 'judged', good: 0, here: 1 });
  });

  it('cannot have one column for both, nor one that is not there', async () => {
    const asking = await rehearseSeedFile(admin(), `one;two\n1;2`);
    for (const wrong of [
      { serial: 1, secret: 1 },
      { serial: 0, secret: 2 },
    ]) {
      const call = admin().post(`seed-files/${asking.id}/answer`, { csv: { ...plan, columns: wrong } });
      expect((await admin().problem(call)).code).toBe('bad-request');
    }
  });
});

describe('ten thousand rows', () => {
  /** Counts the batches that are told from now on. They are told of the rehearsal too, and perhaps when that has been read as over. */
  function countBatches(): { readonly heard: (batches: number) => Promise<unknown>; readonly stop: () => void } {
    let told = 0;
    const stop = line.live.watch(({ kind }) => {
      if (kind === 'seed-file.progress') told += 1;
    });
    const heard = (batches: number): Promise<unknown> =>
      line.live.until(() => Promise.resolve(told >= batches ? true : null), `${String(batches)} batches to be told`);
    return { heard, stop };
  }

  it('are judged and taken, and their progress is told as it goes', async () => {
    const tokens = makeClassicTokens(10_000, random);
    const { heard, stop } = countBatches();
    const { id } = await admin().send<SeedFileView>('seed-files', vendorFile(tokens), 'application/octet-stream');
    expect(await settledSeedFile(admin(), id)).toMatchObject({ status: 'judged', good: 10_000, bad: 0 });
    await heard(10);
    expect(await takeJudged(admin(), id)).toMatchObject({ status: 'taken', good: 10_000 });
    await heard(20);
    stop();
  });

  it('are taken once each when the depot is killed in the middle', async () => {
    const tokens = makeClassicTokens(10_000, random);
    const { heard, stop } = countBatches();
    const judged = await rehearseSeedFile(admin(), vendorFile(tokens));
    await heard(10);
    await admin().post(`seed-files/${judged.id}/take`);
    await heard(11);
    await Promise.all(line.depot.processes.map((api) => api.kill()));
    stop();
    const killedAt = Date.now();
    for (const api of line.depot.processes) await api.restart();
    const taken = await settledSeedFile(admin(), judged.id);
    expect(taken).toMatchObject({ status: 'taken', good: 10_000, here: 0, bad: 0, rows: 10_000 });
    const stocked = await admin().download('audit/export', { reason: 'test' });
    const wanted = new Set(tokens.map(({ serial }) => serial));
    const events = stocked
      .split('\n')
      .filter((line) => line.includes('"tokens.stocked"'))
      .map((line) => ({
        at: Date.parse(/"at":"([^"]+)"/.exec(line)?.[1] ?? ''),
        serials: [...line.matchAll(/"serial":"(\w+)"/g)].map(([, serial]) => serial ?? ''),
      }))
      .filter(({ serials }) => wanted.has(serials[0] ?? ''));
    const before = events.filter(({ at }) => at <= killedAt).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(events.length);
    const named = events.flatMap(({ serials }) => serials);
    expect(named).toHaveLength(10_000);
    expect(new Set(named).size).toBe(10_000);
    const again = await rehearseSeedFile(admin(), vendorFile(tokens));
    expect(again).toMatchObject({ good: 0, here: 10_000, bad: 0 });
  }, 120_000);
});
