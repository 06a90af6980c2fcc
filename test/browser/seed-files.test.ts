import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SeedFileView, TokenView } from '@depot/contracts';
import { encodeBase32 } from '@depot/totp';
import { createMessage, encrypt, readKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const line = useLine({});
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const header = 'upn,serial number,secret key,time interval,manufacturer,model';

describe.skipIf(leftOut('chromium'))('the page of seed files', () => {
  const kiosk = useKiosk(line, ['admin']);
  const { byId, picture, complaints } = kiosk;

  async function open(): Promise<void> {
    await kiosk.page.goto(`${line.depot.url}/#/seed-files`);
  }

  async function drop(name: string, content: string | Uint8Array): Promise<void> {
    const buffer = Buffer.from(content as Uint8Array);
    await byId('seed-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  async function until(status: SeedFileView['status']): Promise<void> {
    await expect.poll(() => byId('seed-file-card').getAttribute('data-status'), { timeout: 60_000 }).toBe(status);
  }

  it('shows what is wrong with a file before anything is taken, takes the rest, and hands the bad rows back', async () => {
    const [good, ...more] = makeClassicTokens(4, random).map(({ serial, seedBase32 }) => ({ serial, seedBase32 }));
    if (good === undefined) throw new Error('There is no token.');
    const row = (serial: string, secret: string, rest = '30,Sample Vendor,C200'): string =>
      `,${serial},${secret},${rest}`;
    const text = [
      header,
      row(good.serial, good.seedBase32),
      row('1.23E+11', encodeBase32(random(20))),
      row(good.serial, encodeBase32(random(20))),
      row('0079000004', encodeBase32(random(5))),
      row('0079000005', encodeBase32(random(20)), '45,,'),
      row('0079000006', encodeBase32(random(20)), '30,Sample Vendor,Strange 9'),
      ...more.map(({ serial, seedBase32 }) => row(serial, seedBase32)),
    ].join('\n');
    await open();
    await drop('vendor list.csv', text);
    await until('judged');
    expect(await byId('report-good').getAttribute('data-value')).toBe('5');
    expect(await byId('report-bad').getAttribute('data-value')).toBe('4');
    const kinds = await byId('finding-count').evaluateAll((all) => all.map((one) => one.getAttribute('data-value')));
    expect(kinds.sort()).toEqual(['duplicate-serial', 'spreadsheet', 'unknown-model', 'unreadable', 'wrong-length']);
    expect(await kiosk.page.content()).not.toContain(good.seedBase32);
    await picture('seed-file-judged');
    await byId('take-seeds').click();
    await byId('taken').waitFor();
    expect(await byId('taken').getAttribute('data-count')).toBe('5');
    const token = await line.depot.clients.admin.get<TokenView>(`tokens/${good.serial}`);
    expect(token).toMatchObject({ status: 'stock', seed: 'kept' });
    const [download] = await Promise.all([kiosk.page.waitForEvent('download'), byId('bad-rows').click()]);
    expect(download.suggestedFilename()).toBe('vendor_list-bad-rows.csv');
    const back = readFileSync(await download.path(), 'utf8')
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n');
    expect(back[0]).toBe(`${header},reason`);
    expect(back[1]).toMatch(/^,1\.23E\+11,.*Excel/);
    expect(back).toHaveLength(5);
    await picture('seed-file-taken');
    expect(complaints).toEqual([]);
  });

  it('asks for columns, and for Base32 or hex, only where the file leaves them open', async () => {
    const both = 'ABCDEF234567'.repeat(4);
    await open();
    await drop('list.csv', `Art;Nr.;Geheim\nC200;0078000001;${both}\n`);
    await until('asking');
    expect(await byId('question').getAttribute('data-kind')).toBe('columns');
    expect(await byId('send-columns').isDisabled()).toBe(true);
    await byId('column-serial').selectOption('1');
    await byId('column-secret').selectOption('2');
    await byId('column-model').selectOption('0');
    await picture('seed-file-columns');
    await byId('send-columns').click();
    await expect.poll(() => byId('question').getAttribute('data-kind')).toBe('encoding');
    await picture('seed-file-encoding');
    await byId('encoding-hex').click();
    await until('judged');
    expect(await byId('report-good').getAttribute('data-value')).toBe('1');
    await drop('next list.csv', `Art;Nr.;Geheim\nC200;0078000002;${Buffer.from(random(20)).toString('hex')}\n`);
    await expect.poll(() => byId('seed-file-card').textContent()).toContain('next list.csv');
    await until('judged');
    await byId('other-columns').waitFor();
    await byId('discard-seed-file').click();
    await expect.poll(() => byId('seed-file-card').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows the public half of the depot’s PGP key, and opens what is encrypted to it', async () => {
    await open();
    await byId('show-pgp-key').click();
    const armoredKey = await byId('pgp-armored').inputValue();
    expect(armoredKey).toContain('BEGIN PGP PUBLIC KEY BLOCK');
    const key = await readKey({ armoredKey });
    expect((await byId('pgp-fingerprint').textContent())?.replaceAll(' ', '')).toBe(key.getFingerprint().toUpperCase());
    const [download] = await Promise.all([kiosk.page.waitForEvent('download'), byId('save-pgp-key').click()]);
    expect(readFileSync(await download.path(), 'utf8')).toBe(armoredKey);
    const message = await createMessage({ text: vendorFile(makeClassicTokens(2, random)) });
    await drop('to the depot.csv.asc', (await encrypt({ message, encryptionKeys: key })) as string);
    await until('judged');
    expect(await byId('recognised').textContent()).toBe('PGP › Entra CSV');
    await picture('seed-file-pgp');
    const locked = (await encrypt({ message, passwords: ['opensesame'] })) as string;
    await drop('by pass phrase.asc', locked);
    await expect.poll(() => byId('seed-file-card').textContent()).toContain('by pass phrase.asc');
    await until('asking');
    await byId('seed-file-secret').fill('wrong');
    await byId('send-secret').click();
    await expect.poll(() => byId('question').getAttribute('class')).toContain('again');
    await picture('seed-file-password');
    await byId('seed-file-secret').fill('opensesame');
    await byId('send-secret').click();
    await until('judged');
    expect(await kiosk.page.content()).not.toContain('opensesame');
    expect(complaints).toEqual([]);
  });

  it('says why a file is refused, in the person’s language', async () => {
    await open();
    await drop('list.xlsx', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'));
    await expect.poll(() => byId('problem').getAttribute('data-code')).toBe('seed-file-refused');
    expect(await byId('problem').textContent()).toMatch(/Excel workbook/);
    await drop('bomb.xml', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><KeyContainer>&a;</KeyContainer>');
    await until('refused');
    expect(await byId('refusal').textContent()).toMatch(/declares a document type/);
    await byId('language').click();
    await picture('seed-file-refused-french');
    await byId('language').click();
    expect(complaints).toEqual([]);
  });

  it('fills a bar while ten thousand rows are judged and taken, and never takes it back', async () => {
    await open();
    // Seen by the page itself: on a quick machine it is over between two looks from here.
    const bars = await kiosk.page.evaluateHandle(() => {
      const seen: Record<string, number[]> = { rehearsing: [], taking: [] };
      const look = (): void => {
        const status = document.querySelector('[data-testid="seed-file-card"]')?.getAttribute('data-status') ?? '';
        const values = seen[status];
        const bar = document.querySelector('progress');
        if (bar !== null && values !== undefined && values.at(-1) !== bar.value) values.push(bar.value);
        requestAnimationFrame(look);
      };
      look();
      return seen;
    });
    await drop('ten thousand.csv', vendorFile(makeClassicTokens(10_000, random)));
    await until('judged');
    await byId('take-seeds').click();
    await byId('taken').waitFor({ timeout: 60_000 });
    expect(await byId('taken').getAttribute('data-count')).toBe('10000');
    const { rehearsing = [], taking = [] } = await bars.jsonValue();
    expect(taking.length).toBeGreaterThan(2);
    // How often it moves while the rows are judged, which takes a second, is the machine's affair.
    for (const values of [rehearsing, taking]) expect(values).toEqual(values.toSorted((one, other) => one - other));
    await picture('seed-file-ten-thousand');
    expect(complaints).toEqual([]);
  });
});
