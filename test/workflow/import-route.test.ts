import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { JobView, TokenView } from '@depot/contracts';
import { decodeBase32 } from '@depot/totp';
import { describe, expect, it } from 'vitest';
import { codesOf } from '../depot/code-of-nobody.js';
import { leftOut } from '../depot/left-out.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { useLine } from './line.fixture.js';

const line = useLine();
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const tokens = makeClassicTokens(8, random);

async function nextScan(): Promise<JobView> {
  await line.batch('import');
  const job = await line.hands.next();
  if (job?.state !== 'scanning') throw new Error('No job that waits for a scan.');
  return job;
}

describe('the import route', () => {
  it('takes classic tokens of 30 and 60 s from the vendor’s file to “arrived, seed destroyed”', async () => {
    expect((await takeSeedFile(line.depot.clients.admin, vendorFile(tokens))).good).toBe(tokens.length);
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
    const [, one, two, three] = tokens;
    if (one === undefined || two === undefined || three === undefined) throw new Error('There is no token.');
    const job = await nextScan();
    await client.post(`jobs/${job.id}/choose`, { serial: one.serial });
    await hands.reached(job.id, 'verifying');
    const seed = Buffer.from(decodeBase32(one.seedBase32)).toString('hex');
    const shown = codesOf({ kind: 'classic', seed, algorithm: 'SHA1', period: one.period });
    let { code } = await hands.readDisplay(two.serial);
    // One in 4000 shows what the other does at some other hour.
    if (shown.includes(code)) ({ code } = await hands.readDisplay(three.serial));
    expect((await client.problem(client.post(`jobs/${job.id}/codes`, { code }))).code).toBe('wrong-code');
    const right = await hands.readDisplay(one.serial);
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
