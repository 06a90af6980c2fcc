import { describe, expect, it } from 'vitest';
import { SeedFileRefused } from '../seed-file-refused.js';
import type { SeedRow } from '../seed-row.js';
import { container, figure6, figure7, keyPackage, keyWrap, sealedSecret } from './pskc.fixture.js';
import { readPskc } from './read-pskc.js';
import type { PskcOptions } from './read-pskc.js';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsOf(text: string, options: Partial<PskcOptions> = {}, size = 7): Promise<SeedRow[]> {
  const rows: SeedRow[] = [];
  const reading = readPskc(inPieces(text, size), { secret: null, keepBadMacs: false, ...options });
  for await (const row of reading) rows.push(row);
  return rows;
}

function told(row: SeedRow | undefined): string {
  if (row === undefined) return 'no row';
  return typeof row.read === 'string' ? row.read : Buffer.from(row.read.seed.expose()).toString('hex');
}

async function refusal(reading: Promise<unknown>): Promise<{ fault: string; message: string }> {
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SeedFileRefused)) throw new Error('The file was not refused.', { cause: error });
  return { fault: error.fault, message: error.message };
}

describe('A PSKC file', () => {
  it('tells serial, seed, settings, maker and model of each entry', async () => {
    const text = container([
      keyPackage(),
      keyPackage({ serial: '2600124809778', interval: '60', suite: 'HMAC-SHA256' }),
    ]);
    const [one, other] = await rowsOf(text);
    expect(one).toMatchObject({
      line: 3,
      read: { serial: '987654321', algorithm: 'SHA1', period: 30, manufacturer: 'Contoso & Co', model: 'C202' },
    });
    expect(told(one)).toBe(figure6.seedHex);
    expect(other).toMatchObject({ line: 4, read: { serial: '2600124809778', algorithm: 'SHA256', period: 60 } });
  });

  it.each([1, 2, 3, 50, 100_000])('is read alike in pieces of %i characters', async (size) => {
    const text = container([keyPackage({ serial: 'A0001' }), keyPackage({ serial: 'A0002' })]).replaceAll('\n', '\r\n');
    const rows = await rowsOf(text, {}, size);
    expect(rows.map(({ raw }) => raw)).toEqual([keyPackage({ serial: 'A0001' }), keyPackage({ serial: 'A0002' })]);
  });

  it('may use prefixes, and the names of older drafts', async () => {
    const text = container([keyPackage()])
      .replaceAll(/<(\/?)(Key|Data|Secret|Device|Serial|Plain|Time)/g, '<$1pskc:$2')
      .replace('urn:ietf:params:xml:ns:keyprov:pskc:totp', 'http://www.ietf.org/keyprov/pskc#totp');
    expect(told((await rowsOf(text))[0])).toBe(figure6.seedHex);
  });

  it('is opened with a pre-shared key (RFC 6030, figure 6)', async () => {
    const text = container([keyPackage({ secret: sealedSecret(figure6) })], figure6.head);
    expect(told((await rowsOf(text, { secret: '1234 5678 9012 3456 7890 1234 5678 9012' }))[0])).toBe(figure6.seedHex);
  });

  it('is opened with a pass phrase (RFC 6030, figure 7)', async () => {
    const text = container([keyPackage({ secret: sealedSecret(figure7) })], figure7.head);
    expect(told((await rowsOf(text, { secret: figure7.passPhrase }))[0])).toBe(figure6.seedHex);
  });

  it('is opened by key wrap (RFC 3394 §4.1), with a warning when asked to go without a MAC', async () => {
    const text = container([keyPackage({ secret: sealedSecret(keyWrap) })], keyWrap.head);
    const [row] = await rowsOf(text, { secret: keyWrap.preSharedKey, keepBadMacs: true });
    expect(told(row)).toBe(keyWrap.seedHex);
    expect(row?.read).toMatchObject({
      warning: { kind: 'kept-mac', reason: 'The seed has no MAC that shows that nobody changed it.' },
    });
    expect(told((await rowsOf(text, { secret: keyWrap.preSharedKey }))[0])).toContain('no MAC');
  });

  it('asks for the secret it needs, and says which', async () => {
    const shared = container([keyPackage({ secret: sealedSecret(figure6) })], figure6.head);
    const phrase = container([keyPackage({ secret: sealedSecret(figure7) })], figure7.head);
    expect(await refusal(rowsOf(shared))).toMatchObject({
      fault: 'needs-secret',
      message: expect.stringContaining('pre-shared key') as string,
    });
    expect(await refusal(rowsOf(phrase))).toMatchObject({
      fault: 'needs-secret',
      message: expect.stringContaining('pass phrase') as string,
    });
  });

  it.each([
    ['a wrong key', '99999999999999999999999999999999'],
    ['a key that is no hex', 'Pre-shared-key'],
    ['a key of another length', figure6.preSharedKey.repeat(2)],
  ])('refuses %s as a whole', async (_what, secret) => {
    const text = container([keyPackage({ secret: sealedSecret(figure6) })], figure6.head);
    expect(await refusal(rowsOf(text, { secret }))).toMatchObject({ fault: 'wrong-secret' });
  });

  it('refuses a seed whose MAC does not fit, or keeps it with a warning when asked', async () => {
    const changed = { ...figure6, mac: 'AAAAvtQfmvfJzF6bmQiJqoLRExc=' };
    const text = container([keyPackage({ secret: sealedSecret(changed) })], figure6.head);
    const secret = figure6.preSharedKey;
    expect(told((await rowsOf(text, { secret }))[0])).toContain('MAC does not fit');
    const [kept] = await rowsOf(text, { secret, keepBadMacs: true });
    expect(told(kept)).toBe(figure6.seedHex);
    expect(kept?.read).toHaveProperty('warning');
  });

  it.each([
    [{ algorithm: 'hotp' }, 'counts'],
    [{ algorithm: 'securid-aes' }, 'not TOTP'],
    [{ format: '<ResponseFormat Length="8" Encoding="DECIMAL"/>' }, '8 digits'],
    [{ format: '<ResponseFormat Length="6" Encoding="HEXADECIMAL"/>' }, 'decimal'],
    [{ interval: '45' }, '30 or 60'],
    [{ suite: 'HMAC-SHA512' }, 'SHA-256'],
    [{ start: '100' }, '1970'],
    [{ serial: '12' }, 'serial'],
    [{ secret: '<PlainValue>MTIz</PlainValue>' }, 'shorter than 10'],
    [{ secret: '<PlainValue>not base64!</PlainValue>' }, 'Base64'],
    [{ secret: '' }, 'Base64'],
  ])('says why an entry is no token of ours: %j', async (parts, word) => {
    const [row] = await rowsOf(container([keyPackage(parts)]));
    expect(told(row)).toContain(word);
  });

  it('never quotes a secret in a reason', async () => {
    const rows = await rowsOf(container([keyPackage({ secret: '<PlainValue>c2VjcmV0cw</PlainValue>' })]));
    expect(told(rows[0])).not.toContain('c2VjcmV0');
  });

  it.each([
    [
      'a document type',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><KeyContainer>&b;</KeyContainer>',
    ],
    ['an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><KeyContainer/>'],
    ['elements without an end', '<KeyContainer>'.repeat(40)],
  ])('refuses %s by name', async (_what, text) => {
    expect((await refusal(rowsOf(text))).fault).toBe('forbidden-content');
  });

  it.each([
    ['an entity that nobody declared', container([keyPackage({ serial: '&secret;' })])],
    ['a file that was cut off', container([keyPackage()]).slice(0, -30)],
    ['something after the end', `${container([keyPackage()])}<more/>`],
  ])('refuses %s as broken', async (_what, text) => {
    expect((await refusal(rowsOf(text))).fault).toBe('broken');
  });

  it('refuses other XML, and entries of any size', async () => {
    expect((await refusal(rowsOf('<html><body/></html>'))).fault).toBe('not-a-seed-file');
    const fat = container([keyPackage({ serial: 'A'.repeat(600_000) })]);
    expect((await refusal(rowsOf(fat, {}, 4096))).fault).toBe('too-large');
    expect((await refusal(rowsOf(container([], `<Junk ${'a'.repeat(600_000)}="1"/>`), {}, 4096))).fault).toBe(
      'too-large',
    );
  });

  it('refuses to derive a key for minutes', async () => {
    const head = figure7.head.replace('1000', '900000000');
    const text = container([keyPackage({ secret: sealedSecret(figure7) })], head);
    expect((await refusal(rowsOf(text, { secret: 'qwerty' }))).fault).toBe('unsupported');
  });
});
