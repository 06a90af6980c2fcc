import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { JobView, SeedFileReport, TokenView } from '@depot/contracts';
import { encodeBase32 } from '@depot/totp';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { useLine } from './line.fixture.js';

const line = useLine();
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const tokens = makeClassicTokens(8, random);

function upload(text: string, take: 'none' | 'all' | 'good'): Promise<SeedFileReport> {
  return line.depot.clients.admin.send<SeedFileReport>(`seed-files?take=${take}&name=sample.csv`, text, 'text/csv');
}

async function nextScan(): Promise<JobView> {
  await line.batch('import');
  const job = await line.hands.next();
  if (job?.state !== 'scanning') throw new Error('No job that waits for a scan.');
  return job;
}

describe('a vendor’s seed file', () => {
  const secret = encodeBase32(random(20));
  const twin = encodeBase32(random(20));
  const bad = [
    'upn,Serial Number,Secret Key,TimeInterval,Manufacturer,Model',
    `,0070000001,${secret},30,Sample Vendor,C200`,
    `,0070000002,${secret.slice(0, 12)}0189,30,Sample Vendor,C200`,
    `,0070000003,${encodeBase32(random(20))},45,Sample Vendor,C200`,
    `,1.23E+11,${encodeBase32(random(20))},30,Sample Vendor,C200`,
    `,0070000001,${encodeBase32(random(20))},30,Sample Vendor,C200`,
    `,0070000004,${twin},60,Sample Vendor,C200`,
    `,0070000005,${twin},60,Sample Vendor,C200`,
  ].join('\r\n');

  it('is judged whole, every bad line with its number and reason, and nothing is taken', async () => {
    const report = await upload(bad, 'none');
    expect(report).toMatchObject({ lines: 7, good: 2, taken: 0 });
    expect(report.bad.map(({ line: number }) => number)).toEqual([3, 4, 5, 6, 8]);
    const [base32, interval, excel, serial, seed] = report.bad.map(({ reason }) => reason);
    expect(base32).toMatch(/not Base32/);
    expect(interval).toMatch(/30 or 60/);
    expect(excel).toMatch(/Excel/);
    expect(serial).toMatch(/line 2 already/);
    expect(seed).toMatch(/same as on line 7/);
    expect(JSON.stringify(report)).not.toContain(secret.slice(0, 12));
    const all = await line.depot.clients.admin.problem(upload(bad, 'all'));
    expect(all).toMatchObject({ code: 'bad-seed-file', facts: { report: { taken: 0 } } });
    expect((await line.depot.clients.admin.problem(line.depot.clients.admin.get('tokens/0070000001'))).code).toBe(
      'not-found',
    );
  });

  it('gives its good lines to stock when asked to, leading zeros kept', async () => {
    expect((await upload(bad, 'good')).taken).toBe(2);
    const token = await line.depot.clients.admin.get<TokenView>('tokens/0070000004');
    expect(token).toMatchObject({ status: 'stock', kind: 'classic', period: 60, seed: 'kept' });
    const again = await upload(bad, 'none');
    expect(again.good).toBe(0);
    expect(again.bad.find(({ line: number }) => number === 2)?.reason).toMatch(/here already \(stock\)/);
  });

  it.each([
    ['serial,secret\n1,2', /lacks “serial number”/],
    ['', /Send the file/],
    ['upn,serial number,secret key,time interval\n', /no token below the header/],
  ])('that is %j is refused with a sentence', async (text, sentence) => {
    const outcome = await upload(text, 'none').then(
      (report) => report.bad[0]?.reason,
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
    expect(outcome).toMatch(sentence);
  });

  it('is the admin’s to upload', async () => {
    const { operator } = line.depot.clients;
    expect((await operator.problem(operator.send('seed-files?take=all', 'x', 'text/csv'))).code).toBe('not-your-role');
  });
});

describe('the import route', () => {
  it('takes classic tokens of 30 and 60 s from the vendor’s file to “arrived, seed destroyed”', async () => {
    expect((await upload(vendorFile(tokens), 'all')).taken).toBe(tokens.length);
    const { hands } = line;
    for (const token of tokens) await hands.place.station.bench.addClassic(token);
    const sixty = tokens.findIndex((token) => token.period === 60);
    for (const at of [0, sixty]) {
      const serial = tokens[at]?.serial ?? '';
      const arrived = await hands.serve(await nextScan(), [serial]);
      expect(arrived).toMatchObject({
        state: 'arrived',
        seed: 'destroyed',
        serial,
        tokenKind: 'classic',
        period: tokens[at]?.period,
      });
    }
  });

  it.skipIf(leftOut('oathtool'))(
    'reads displays that agree with oathtool, each for its own clock and period',
    async () => {
      const { bench } = line.hands.place.station;
      for (const token of tokens) {
        await bench.offAndOn(token.serial);
        const reading = await bench.display(token.serial);
        const args = [
          '-b',
          '--totp',
          `--time-step-size=${String(token.period)}s`,
          `--now=@${String(Math.floor(reading.at))}`,
        ];
        expect(
          execFileSync('oathtool', [...args, token.seedBase32])
            .toString()
            .trim(),
        ).toBe(reading.code);
        expect(Math.round(reading.at - reading.now)).toBeGreaterThanOrEqual(token.clockError - 1);
      }
    },
  );

  it('refuses a serial that is not in stock or in use, naming the other job', async () => {
    const { client } = line.hands.place;
    const job = await nextScan();
    expect((await client.problem(client.post(`jobs/${job.id}/choose`, { serial: '0099999999' }))).code).toBe(
      'not-in-stock',
    );
    const used = await client.problem(client.post(`jobs/${job.id}/choose`, { serial: tokens[0]?.serial }));
    expect(used.code).toBe('duplicate-serial');
    expect(used.detail).toMatch(/belongs to job \d+/);
    expect((await line.hands.job(job.id)).state).toBe('scanning');
    await client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
  });

  it('accepts only the code of the seed on record for that serial', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const [, one, two] = tokens;
    const job = await nextScan();
    await client.post(`jobs/${job.id}/choose`, { serial: one?.serial });
    await hands.reached(job.id, 'verifying');
    const stranger = await hands.readDisplay(two?.serial ?? '');
    expect((await client.problem(client.post(`jobs/${job.id}/codes`, { code: stranger.code }))).code).toBe(
      'wrong-code',
    );
    const right = await hands.readDisplay(one?.serial ?? '');
    await client.post(`jobs/${job.id}/codes`, { code: right.code });
    await hands.reached(job.id, 'registering');
    expect(station.readers).toBe(2);
  });

  it('gives a token back to stock, seed and all, when its job is cancelled', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const serial = tokens[4]?.serial ?? '';
    const job = await nextScan();
    await client.post(`jobs/${job.id}/choose`, { serial });
    await hands.reached(job.id, 'verifying');
    await client.post(`jobs/${job.id}/cancel`, { reason: 'the wrong person' });
    expect(await client.get<TokenView>(`tokens/${serial}`)).toMatchObject({
      status: 'stock',
      seed: 'kept',
      jobId: null,
    });
    const arrived = await hands.serve(await nextScan(), [serial]);
    expect(arrived.state).toBe('arrived');
  });
});
