import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PgpKeyView, SeedFileView, TokenView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../depot/client.js';
import { leftOut } from '../depot/left-out.js';
import { rehearseSeedFile, settledSeedFile, takeSeedFile } from '../depot/seed-files.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { useLine } from './line.fixture.js';
import { figure6, pskc, pskcEntry } from './pskc-sample.js';

const line = useLine({});
const admin = (): Client => line.depot.clients.admin;
const someTokens = (): string => vendorFile(makeClassicTokens(3, (length) => new Uint8Array(randomBytes(length))));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function written(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(folder, name)));
}

async function answer({ id }: SeedFileView, body: unknown): Promise<SeedFileView> {
  await admin().post(`seed-files/${id}/answer`, body);
  return settledSeedFile(admin(), id);
}

describe.skipIf(leftOut('gnupg'))('a seed file that GnuPG encrypted', () => {
  const gpg = (...args: string[]): void => {
    const home = ['--homedir', folder, '--batch', '--yes', '--quiet', '--pinentry-mode', 'loopback'];
    execFileSync('gpg', [...home, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  afterAll(() => {
    execFileSync('gpgconf', ['--homedir', folder, '--kill', 'all']);
  });

  it.each(['--armor', '--no-armor'])('to the depot’s own key (%s), is opened and taken', async (armour) => {
    const key = await admin().post<PgpKeyView>('seed-files/pgp-key');
    gpg('--import', write('depot.asc', key.armored));
    const file = write('to-depot.csv', someTokens());
    gpg(
      '--trust-model',
      'always',
      '--recipient',
      key.fingerprint,
      armour,
      '--output',
      `${file}.gpg`,
      '--encrypt',
      file,
    );
    const taken = await takeSeedFile(admin(), written('to-depot.csv.gpg'), 'named as anything.txt');
    expect(taken).toMatchObject({ status: 'taken', format: 'entra-csv', wrappings: ['pgp'], good: 3 });
  });

  it('with a pass phrase, is opened once somebody types it', async () => {
    const file = write('phrase.csv', someTokens());
    gpg('--passphrase', 'open sesame', '--output', `${file}.gpg`, '--symmetric', file);
    const asking = await rehearseSeedFile(admin(), written('phrase.csv.gpg'));
    expect(asking).toMatchObject({ status: 'asking', question: { kind: 'secret', again: false } });
    expect(await answer(asking, { secret: 'wrong' })).toMatchObject({ question: { kind: 'secret', again: true } });
    expect(await answer(asking, { secret: 'open sesame' })).toMatchObject({ status: 'judged', good: 3 });
  });
});

describe.skipIf(leftOut('zip'))('a seed file in a zip', () => {
  it('with a password, is opened once somebody types it', async () => {
    const file = write('packed.csv', someTokens());
    execFileSync('zip', ['-q', '-j', '-P', 'opensesame', `${file}.zip`, file]);
    const asking = await rehearseSeedFile(admin(), written('packed.csv.zip'));
    expect(asking).toMatchObject({ status: 'asking', question: { kind: 'secret' } });
    expect(await answer(asking, { secret: 'opensesame' })).toMatchObject({
      ...{ status: 'judged', wrappings: ['zip'], format: 'entra-csv', good: 3 },
    });
  });
});

describe.skipIf(leftOut('pskctool', 'openssl'))('PSKC and pskctool', () => {
  it('a container that it signed and wrote anew is read', async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const making = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Sample Vendor'];
    execFileSync('openssl', [...making, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const plain = write(
      'plain.xml',
      pskc([pskcEntry('0077000001', randomBytes(20)), pskcEntry('0077000002', randomBytes(20))]),
    );
    const signed = execFileSync('pskctool', ['--sign', '--sign-key', key, '--sign-crt', certificate, plain]);
    const taken = await takeSeedFile(admin(), new Uint8Array(signed));
    expect(taken).toMatchObject({ status: 'taken', format: 'pskc', good: 2 });
    expect(await admin().get<TokenView>('tokens/0077000002')).toMatchObject({ status: 'stock', period: 30 });
  });

  it('bad entries come back as a container that it reads, each with its reason, and mended goes in', async () => {
    const secret = randomBytes(20);
    const text = pskc([pskcEntry('0077000003', randomBytes(20)), pskcEntry('0077000004', secret, '45')]);
    const judged = await rehearseSeedFile(admin(), text, 'vendor.xml');
    expect(judged).toMatchObject({
      good: 1,
      bad: 1,
      findings: [{ reason: expect.stringMatching(/30 or 60/) as string }],
    });
    const back = await admin().download(`seed-files/${judged.id}/bad-rows`, {});
    expect(back).toMatch(/<!-- TimeInterval: must be 30 or 60 seconds\. -->/);
    const told = execFileSync('pskctool', ['--info', '--strict', write('back.xml', back)]).toString();
    expect(told).toContain('SerialNo: 0077000004');
    expect(told).not.toContain('0077000003');
    const mended = back.replace('<PlainValue>45<', '<PlainValue>30<');
    expect(await takeSeedFile(admin(), mended)).toMatchObject({ good: 1, bad: 0 });
  });
});

describe('PSKC with a pre-shared key', () => {
  it('is asked for it; an entry whose MAC does not fit is refused, or kept with a warning by whoever says so', async () => {
    const text = figure6('0077000005').replace('Su+N', 'Su+M');
    const asking = await rehearseSeedFile(admin(), text);
    expect(asking).toMatchObject({ status: 'asking', question: { kind: 'secret' } });
    const judged = await answer(asking, { secret: '12345678901234567890123456789012' });
    expect(judged).toMatchObject({ status: 'judged', good: 0, bad: 1, counts: [{ kind: 'bad-mac', count: 1 }] });
    const back = await admin().download(`seed-files/${judged.id}/bad-rows`, {});
    // Still encrypted, under the head that says how.
    expect(back).toMatch(/<!-- The seed’s MAC does not fit[^>]* -->\s*<KeyPackage>.*<EncryptedValue>/s);
    expect(back).toMatch(/<KeyContainer [^>]*>\s*<EncryptionKey>.*<MACMethod .*<KeyPackage>/s);
    const again = await rehearseSeedFile(admin(), back.replace('Su+M', 'Su+N'));
    const mended = await answer(again, { secret: '12345678901234567890123456789012' });
    expect(mended).toMatchObject({ status: 'judged', good: 1, bad: 0 });
    const kept = await answer(judged, { keepBadMacs: true });
    expect(kept).toMatchObject({ status: 'judged', good: 1, bad: 0, keepBadMacs: true });
    expect(kept.counts).toEqual([{ kind: 'kept-mac', count: 1 }]);
  });
});
