import { deflateRawSync, gzipSync } from 'node:zlib';
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { createMessage, encrypt, generateKey, readKey, readPrivateKey, enums } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { openSeedFile } from './open-seed-file.js';
import type { CsvChoices, ReadingChoices } from './open-seed-file.js';
import { allOf, inPieces, refusal, told } from './pieces.fixture.js';
import { container, keyPackage } from './pskc/pskc.fixture.js';
import type { SeedRow } from './seed-row.js';

const rfcSeed = '3132333435363738393031323334353637383930';
const rfcBase32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const entra = `upn,serial number,secret key,time interval,manufacturer,model\n,2308736009159,${rfcBase32},30,Token2,C202\n`;

const nothingKnown: ReadingChoices = {
  secret: null,
  pgpKeys: [],
  keepBadMacs: false,
  encoding: null,
  columnsOf: () => null,
};

async function read(
  content: string | Uint8Array,
  choices: Partial<ReadingChoices> = {},
  size?: number,
): Promise<{ format: string; wrappings: readonly string[]; rows: SeedRow[] }> {
  const { format, wrappings, rows } = await openSeedFile(inPieces(content, size), { ...nothingKnown, ...choices });
  return { format, wrappings, rows: await allOf(rows) };
}

async function zipped(files: Record<string, string>, options: object = {}): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter(), options);
  for (const [name, content] of Object.entries(files)) await writer.add(name, new TextReader(content));
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

describe('Entra’s CSV', () => {
  it.each([
    ['as the portal has it', entra],
    ['with a byte order mark and CRLF', `\uFEFF${entra.replaceAll('\n', '\r\n')}`],
    ['with semicolons', entra.replaceAll(',', ';')],
    [
      'with other names, order and case',
      `Secret Key,TimeInterval,SERIAL NUMBER\n${rfcBase32.toLowerCase()},30,2308736009159`,
    ],
    ['with quotes and blanks', entra.replaceAll(',', ' , ').replace(rfcBase32, `"${rfcBase32}"`)],
    ['with a serial kept from Excel', entra.replace('2308736009159', '"=""2308736009159"""')],
    ['with a secret kept from Excel', entra.replace(rfcBase32, `"=""${rfcBase32}"""`)],
    ['with an interval that Excel has formatted', entra.replace(',30,', ',30.00,')],
    [
      'with a serial kept from Excel, and no quotation marks around it',
      entra.replace('2308736009159', '="2308736009159"'),
    ],
    ['with a quotation mark in a name', entra.replace('Token2', 'To"ken2')],
    ['with lines that a spreadsheet has emptied', `${entra},,,,,\n , , ,,,\n`],
  ])('is read %s', async (_how, text) => {
    const { format, rows } = await read(text, {}, 5);
    expect(format).toBe('entra-csv');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ line: 2, read: { serial: '2308736009159', period: 30, algorithm: 'SHA1' } });
    expect(told(rows[0])).toBe(rfcSeed);
  });

  it('is read in UTF-16, as Excel’s “Unicode text”', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(entra.replaceAll(',', '\t'), 'utf16le')]);
    expect(told((await read(bytes, {}, 3)).rows[0])).toBe(rfcSeed);
  });

  it('is read in Windows-1252', async () => {
    const { rows } = await read(Buffer.from(entra.replace('Token2', 'Fabriqué'), 'latin1'), {}, 7);
    expect(rows[0]?.read).toMatchObject({ manufacturer: 'Fabriqué' });
  });

  it.each([
    [entra.replace('2308736009159', '2.30874E+12'), 'power of ten'],
    [entra.replace('2308736009159', '"2,30874E+12"'), 'power of ten'],
    [entra.replace('2308736009159', '308736009159'), 'a leading zero'],
    [entra.replace('2308736009159', '36009159'), '5 leading zeros'],
    [entra.replace('2308736009159', '01/02/2026'), 'date'],
    [entra.replace('2308736009159', '1-Mar'), 'date'],
    [entra.replace('2308736009159', '2026-03-01'), 'date'],
    [entra.replace('2308736009159', '01-03-2026 00:00:00'), 'date'],
    [entra.replace('2308736009159', '2308E12'), 'power of ten'],
    [entra.replace('2308736009159', '#NAME?'), 'cannot show a value'],
    [entra.replace(rfcBase32, '########'), 'cannot show a value'],
    [entra.replace('2308736009159', '"""2308736009159"""'), 'quotation marks of its own'],
    [entra.replace(rfcBase32, `“${rfcBase32}”`), 'quotation marks of its own'],
    [entra.replace(',30,', ',30/01/1900,'), 'interval: was turned into a date'],
    [entra.replace('2308736009159', '2308736009159.00'), 'decimals'],
    [entra.replace('2308736009159', ''), 'no serial'],
    [entra.replace(',30,', ',,'), '30 or 60'],
    [entra.replace(',30,', ',45,'), '30 or 60'],
    [entra.replace(rfcBase32, '3.13233E+39'), 'power of ten'],
    [entra.replace(rfcBase32, rfcSeed), 'hex, and not Base32'],
    [entra.replace(rfcBase32, 'JBSWY3DP'), 'shorter than 10 bytes'],
    [entra.replace(rfcBase32, 'A'.repeat(136)), 'longer than 128'],
    [entra.replace(rfcBase32, 'O0I1'.repeat(8)), 'not Base32'],
    [entra.replace(/\n(.*)\n/, '\n"$1"\n'), 'one pair of quotation marks'],
    [entra.replace(/\n.*\n/, (row) => row.replaceAll(',', ';')), 'semicolons, commas or tabs'],
  ])('names what is wrong with a row: %#', async (text, words) => {
    const { rows } = await read(text);
    expect(told(rows[0])).toContain(words);
    expect(told(rows[0])).not.toContain(rfcBase32);
  });

  it.each([';', '\t'])(
    'says once that a spreadsheet has separated its columns by %j, and takes it',
    async (separator) => {
      const more = entra.replace('2308736009159', '2308736009160').replace(/^.*\n/, '');
      const { rows } = await read(`${entra}${more}`.replaceAll(',', separator));
      expect(rows.map((row) => told(row))).toEqual([rfcSeed, rfcSeed]);
      expect(rows[0]?.read).toMatchObject({
        warning: { kind: 'resaved', reason: expect.stringMatching(/Excel/) as string },
      });
      expect(rows[1]?.read).not.toHaveProperty('warning');
      expect((await read(entra)).rows[0]?.read).not.toHaveProperty('warning');
    },
  );

  it('is refused where a spreadsheet has put quotation marks around its whole first line', async () => {
    const { fault, message } = await refusal(read(entra.replace(/^.*\n/, (first) => `"${first.trim()}"\n`)));
    expect(fault).toBe('broken');
    expect(message).toMatch(/quotation marks, as a spreadsheet \(Excel\)/);
  });

  it('is asked for Base32 or hex where its seeds may be either', async () => {
    const both = entra.replace(rfcBase32, 'ABCDEF234567'.repeat(4));
    const pgp = await createMessage({ text: both });
    const sealed = (await encrypt({ message: pgp, passwords: ['opensesame'] })) as string;
    for (const [content, choices] of [[both, {}] as const, [sealed, { secret: 'opensesame' }] as const]) {
      expect((await refusal(read(content, choices))).fault).toBe('needs-encoding');
      expect(told((await read(content, { ...choices, encoding: 'hex' })).rows[0])).toBe('abcdef234567'.repeat(4));
      expect(told((await read(content, { ...choices, encoding: 'base32' })).rows[0])).toHaveLength(60);
    }
    const decided = await read(
      `${both}${entra.replace(/^.*\n/, '').replace('2308736009159', '2308736009160')}`,
      {},
      40,
    );
    expect(told(decided.rows[0])).toHaveLength(60);
    expect(told(decided.rows[1])).toBe(rfcSeed);
  });

  it('has a bad row where a NUL is in it, beyond what is looked at first', async () => {
    const damaged = entra.split('\n')[1]?.replace('C202', 'C2\0') ?? '';
    const { rows } = await read(`${entra}${'\n'.repeat(5000)}${damaged}\n`);
    expect(rows.map(({ read: each }) => typeof each)).toEqual(['object', 'string']);
    expect(rows[1]?.read).toMatch(/NUL/);
  });

  it('keeps each row as it stood, with its line', async () => {
    const text = `${entra}\n\n,A1002,bad,30,,\n,A1003,"${rfcBase32}",30,,\n`;
    expect((await read(text)).rows.map(({ line, raw }) => [line, raw])).toEqual([
      [2, `,2308736009159,${rfcBase32},30,Token2,C202`],
      [5, ',A1002,bad,30,,'],
      [6, `,A1003,"${rfcBase32}",30,,`],
    ]);
  });
});

describe('Any other CSV', () => {
  const hex = `SN;Seed;Type\n1000133508267;${rfcSeed};C100\n`;
  const columns: CsvChoices = {
    columns: { serial: 0, secret: 1, model: 2 },
    encoding: null,
    period: 60,
    algorithm: 'SHA256',
  };

  it('is asked for its columns, with what their names suggest', async () => {
    const error = await openSeedFile(inPieces(hex), nothingKnown).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      fault: 'needs-columns',
      header: { names: ['SN', 'Seed', 'Type'], meant: { serial: 0, secret: 1, model: 2 }, separator: ';' },
    });
  });

  it('is read by the columns that somebody chose', async () => {
    const { rows, format } = await read(hex, { columnsOf: () => columns });
    expect(format).toBe('csv');
    expect(rows[0]?.read).toMatchObject({ serial: '1000133508267', period: 60, algorithm: 'SHA256', model: 'C100' });
    expect(told(rows[0])).toBe(rfcSeed);
  });

  it('never shows a first line that is a token itself', async () => {
    const error = await openSeedFile(inPieces(`1000133508267,${rfcSeed}\n`), nothingKnown).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ fault: 'needs-columns', header: { names: null, width: 2 } });
    const { rows } = await read(`1000133508267,${rfcSeed}\n`, {
      columnsOf: () => ({ ...columns, columns: { serial: 0, secret: 1 } }),
    });
    expect(rows[0]).toMatchObject({ line: 1, read: { serial: '1000133508267' } });
  });

  it('decides between Base32 and hex only where a seed does', async () => {
    const both = `sn,seed\nA1001,${'ABCDEF234567'.repeat(4)}\n`;
    const plain = (encoding: 'base32' | 'hex' | null) => ({
      columnsOf: () => ({ ...columns, columns: { serial: 0, secret: 1 }, encoding }),
    });
    expect((await refusal(read(both, plain(null)))).fault).toBe('needs-encoding');
    expect(told((await read(both, plain('hex'))).rows[0])).toBe('abcdef234567'.repeat(4));
    expect(told((await read(both, plain('base32'))).rows[0])).toHaveLength(60);
    const decided = await read(`${both}A1002,${rfcSeed}\n`, plain(null));
    expect(told(decided.rows[0])).toBe('abcdef234567'.repeat(4));
    const torn = await refusal(read(`${both}A1002,${rfcSeed}\nA1003,${rfcBase32}\n`, plain(null)));
    expect(torn).toMatchObject({ fault: 'needs-encoding', message: expect.stringContaining('Some seeds') as string });
  });

  it('loses no more than its row to a stray quotation mark', async () => {
    const broken = `,A1001,${rfcBase32.replace('T', '"')},30,,\n,A1002,${rfcBase32},30,,\n`;
    const { rows } = await read(`${entra}${broken}`);
    expect(rows.map(({ read: each }) => typeof each)).toEqual(['object', 'string', 'object']);
    expect(rows[1]?.read).toMatch(/^secret key: has quotation marks of its own/);
  });

  it('is refused where it is broken, by line', async () => {
    expect(await refusal(read(`${entra},A1001,"${rfcBase32},30,,\n`))).toMatchObject({ fault: 'broken' });
  });
});

describe('A wrapping', () => {
  it.each([
    ['a zip', {}, null],
    ['a zip with AES', { password: 'opensesame', encryptionStrength: 3 }, 'opensesame'],
    ['a zip with the old ZipCrypto', { password: 'opensesame', zipCrypto: true }, 'opensesame'],
  ])('is taken off: %s', async (_what, options, secret) => {
    const zip = await zipped({ 'seeds.csv': entra, '__MACOSX/._seeds.csv': 'x' }, options);
    const { format, wrappings, rows } = await read(zip, { secret });
    expect([format, wrappings]).toEqual(['entra-csv', ['zip']]);
    expect(told(rows[0])).toBe(rfcSeed);
  });

  it('is asked for its password, and refused with a wrong one', async () => {
    for (const options of [{ password: 'opensesame' }, { password: 'opensesame', zipCrypto: true }]) {
      const zip = await zipped({ 'seeds.csv': entra }, options);
      expect((await refusal(read(zip))).fault).toBe('needs-secret');
      expect((await refusal(read(zip, { secret: 'wrong' }))).fault).toBe('wrong-secret');
    }
  });

  // ZipCrypto checks one byte: of one archive's wrong passwords these are the first that pass.
  it.each([
    [
      'packed',
      'wrong 366',
      'UEsDBBQACQAIAAAAfl0AAAAAAAAAAAAAAAAJAAAAc2VlZHMuY3N2EZSQE0rIsYiH4sFwzuA1JEoLwjkp5ryTKK8MdmxpMcRe+XogBPepZFXasrYv5Jp0chjGIxHsPiJKJS703hFfSzJGbKXLKzBI3IwEa9TwCJXst6Z19IassAlo6OwCuh+9YMkzxuDukUv6i7TMDX/lDo7OYw9khmiV+VD8S1BLBwiq5WO8fAAAAH0AAABQSwECAAMUAAkACAAAAH5dquVjvHwAAAB9AAAACQAAAAAAAAAAAAAApIEAAAAAc2VlZHMuY3N2UEsFBgAAAAABAAEANwAAALMAAAAAAA==',
    ],
    [
      'as it is',
      'wrong 105',
      'UEsDBBQACQAAAAAAfl0AAAAAAAAAAAAAAAAJAAAAc2VlZHMuY3N2m8UIVYbqHe58cTrKaLVO1iEsgwxuZ+yBXu3ht/B+L6hWDrNyiQDsL7/v7/cIQhwm0Z6Kv7lpfZgeJ2qnOsM7NE5+YJhQ8nqk0GRfrbMQKf3x7uBDuCPb/wIL88CCzaOWTGBEbv+b0Q1RBzChuqnj1TKSJbFGJDUGmOBxNQBYoNop2j2hbmeOkadQSwcIquVjvIkAAAB9AAAAUEsBAgADFAAJAAAAAAB+XarlY7yJAAAAfQAAAAkAAAAAAAAAAAAAAKSBAAAAAHNlZWRzLmNzdlBLBQYAAAAAAQABADcAAADAAAAAAAA=',
    ],
  ])(
    'asks again for a password that is wrong and passes ZipCrypto’s own check: a file %s',
    async (_how, wrong, base64) => {
      const zip = Buffer.from(base64, 'base64');
      expect((await refusal(read(zip, { secret: wrong }))).fault).toBe('wrong-secret');
      expect((await read(zip, { secret: 'opensesame' })).rows).toHaveLength(1);
    },
  );

  it('may be PGP to the depot’s key, around PSKC, around nothing else', async () => {
    const { privateKey, publicKey } = await generateKey({ userIDs: [{ name: 'Depot' }], type: 'curve25519' });
    const message = await createMessage({ binary: Buffer.from(container([keyPackage()])) });
    const encryptionKeys = await readKey({ armoredKey: publicKey });
    const sealed = (await encrypt({ message, encryptionKeys, format: 'binary' })) as Uint8Array;
    const pgpKeys = [await readPrivateKey({ armoredKey: privateKey })];
    const { format, wrappings, rows } = await read(sealed, { pgpKeys });
    expect([format, wrappings]).toEqual(['pskc', ['pgp']]);
    expect(told(rows[0])).toBe(rfcSeed);
    expect(await refusal(read(sealed))).toMatchObject({ fault: 'unsupported' });
    const cut = sealed.slice(0, -20);
    expect((await refusal(read(cut, { pgpKeys }))).fault).toBe('broken');
  });

  it('may be a pass phrase’s PGP around a zip', async () => {
    const message = await createMessage({ binary: await zipped({ 'seeds.csv': entra }) });
    const sealed = (await encrypt({ message, passwords: ['opensesame'], format: 'armored' })) as string;
    // As it is, saved with a byte order mark, and copied out of a mail.
    for (const copy of [sealed, `\uFEFF${sealed}`, `Hello,\r\n\r\n  ${sealed}\r\nRegards\r\n`]) {
      const { wrappings, rows } = await read(copy, { secret: 'opensesame' });
      expect(wrappings).toEqual(['pgp', 'zip']);
      expect(told(rows[0])).toBe(rfcSeed);
    }
    expect((await refusal(read(sealed))).fault).toBe('needs-secret');
    expect((await refusal(read(sealed, { secret: 'wrong' }))).fault).toBe('wrong-secret');
  });

  it('is refused where it unpacks to more than any seed file', async () => {
    const megabytes = 'upn,serial number,secret key,time interval\n'.padEnd(3 * 1024 * 1024, '\n');
    const largestContent = 1024 * 1024;
    expect((await refusal(read(await zipped({ 'a.csv': megabytes }), { largestContent }))).fault).toBe('too-large');
    const message = await createMessage({ text: megabytes });
    const preferredCompressionAlgorithm = enums.compression.zlib;
    const bomb = (await encrypt({
      message,
      passwords: ['opensesame'],
      config: { preferredCompressionAlgorithm },
    })) as string;
    const fault = await refusal(read(bomb, { largestContent, secret: 'opensesame' }));
    expect(['forbidden-content', 'too-large']).toContain(fault.fault);
  });

  it('holds one file', async () => {
    expect(await refusal(read(await zipped({ 'a.csv': entra, 'b.csv': entra })))).toMatchObject({
      fault: 'not-a-seed-file',
    });
    expect(await refusal(read(await zipped({})))).toMatchObject({ fault: 'not-a-seed-file' });
    let zip = await zipped({ 'seeds.csv': entra });
    for (let level = 0; level < 4; level += 1) {
      const writer = new ZipWriter(new BlobWriter());
      await writer.add('inner.zip', new Blob([zip as Uint8Array<ArrayBuffer>]).stream());
      zip = new Uint8Array(await (await writer.close()).arrayBuffer());
    }
    expect((await refusal(read(zip))).fault).toBe('forbidden-content');
  });
});

describe('Something else', () => {
  it.each([
    ['an Excel workbook', () => zipped({ '[Content_Types].xml': '<x/>', 'xl/workbook.xml': '<x/>' }), 'xlsx'],
    ['an old Excel workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n'), 'PDF'],
    ['a packed file', () => gzipSync(entra), 'gzip'],
    ['a web page', () => Buffer.from('<!DOCTYPE html><html>sign in</html>'), 'web page'],
    ['a public key', () => Buffer.from('-----BEGIN PGP PUBLIC KEY BLOCK-----\n'), 'not a file encrypted'],
    ['nothing', () => Buffer.alloc(0), 'empty'],
    ['blank lines', () => Buffer.from('  \n\n'), 'no columns'],
    ['a text', () => Buffer.from('Please find the seeds attached.\n'), 'no columns'],
    ['JSON', () => Buffer.from('{"serial":"2308736009159"}'), 'no columns'],
    ['noise', () => deflateRawSync(Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251))), 'neither'],
  ])('is named: %s', async (_what, make, word) => {
    const { fault, message } = await refusal(read(await make()));
    expect(fault).toBe('not-a-seed-file');
    expect(message).toContain(word);
  });

  it('is refused without being read to its end', async () => {
    let given = 0;
    async function* nonsense(): AsyncGenerator<Uint8Array> {
      for (; given < 1_000_000_000; given += 65_536) yield Buffer.alloc(65_536, 'abcdefgh,');
    }
    const reading = openSeedFile(nonsense, {
      ...nothingKnown,
      columnsOf: () => ({ columns: { serial: 0, secret: 1 }, encoding: 'hex', period: 30, algorithm: 'SHA1' }),
    });
    expect((await refusal(reading.then(({ rows }) => allOf(rows)))).fault).toBe('broken');
    expect(given).toBeLessThan(2_000_000);
  });
});

describe('A long file', () => {
  const rows = 20_000;
  const entry = (at: number): string => `,${String(2_308_736_000_000 + at)},${rfcBase32},30,Token2,C202\n`;

  async function* pieces(
    of: { before: string; entry: (at: number) => string; after: string },
    tell: (given: number) => void,
  ) {
    let given = 0;
    const give = (text: string): Uint8Array => {
      given += text.length;
      tell(given);
      return Buffer.from(text);
    };
    yield give(of.before);
    for (let at = 0; at < rows; at += 50)
      yield give(Array.from({ length: 50 }, (_, more) => of.entry(at + more)).join(''));
    yield give(of.after);
  }

  it.each([
    ['CSV', { before: entra.slice(0, entra.indexOf('\n') + 1), entry, after: '' }],
    [
      'PSKC',
      {
        before: container([]).replace('</KeyContainer>', ''),
        entry: (at: number) => keyPackage({ serial: `A${String(10_000 + at)}` }),
        after: '</KeyContainer>',
      },
    ],
  ])('is never held whole: what was read of a %s beyond the row in hand stays small', async (_what, of) => {
    let given = 0;
    let most = 0;
    let taken = 0;
    let count = 0;
    const open = () => pieces(of, (now) => (given = now));
    const opened = await openSeedFile(open, nothingKnown);
    for await (const { raw, read } of opened.rows) {
      if (typeof read === 'string') throw new Error(read);
      count += 1;
      taken += raw.length + 1;
      most = Math.max(most, given - taken);
      if (count % 100 === 0) await new Promise(setImmediate);
    }
    expect(count).toBe(rows);
    expect(given).toBeGreaterThan(1_000_000);
    expect(most).toBeLessThan(300_000);
  });
});
