import { describe, expect, it } from 'vitest';
import { usualTokens } from '@depot/contracts';
import type { Route } from '@depot/contracts';
import { judgeRecipients } from './recipients-csv.js';

const wishes = (route: Route, tokens = usualTokens) => ({ route, tokens, directory: 'manual' as const });

const header = 'upn,display name,street,postal code,city,country';
const full = 'adele@contoso.com,Sample One,1 Sample Street,75001,Paris,fr';

describe('a recipients’ CSV', () => {
  it('takes a full line as it stands', () => {
    const { good, bad, warnings } = judgeRecipients(`${header}\n${full}\n`, wishes('qr'));
    expect(bad).toEqual([]);
    expect(warnings).toEqual([]);
    expect(good).toMatchObject([
      {
        line: 2,
        route: 'qr',
        recipient: { upn: 'adele@contoso.com', address: { country: 'FR', postalCode: '75001' } },
      },
    ]);
  });

  it('reads BOM, CRLF, semicolons, padded cells, other spellings and orders of the header', () => {
    const { good, bad } = judgeRecipients(
      '\uFEFFCountry;UserPrincipalName;Postal_Code\r\n FR ; Adele@Contoso.com ;01000\r\n',
      wishes('import'),
    );
    expect(bad).toEqual([]);
    expect(good[0]?.recipient).toMatchObject({
      upn: 'adele@contoso.com',
      address: { postalCode: '01000', country: 'FR' },
    });
  });

  it('lets a line choose another route than the batch', () => {
    expect(
      judgeRecipients('upn,route\na@contoso.com,import\nb@contoso.com,\n', wishes('own-seed')).good.map(
        (line) => line.route,
      ),
    ).toEqual(['import', 'own-seed']);
  });

  it('keeps a semicolon in an address of a file with commas', () => {
    const { good } = judgeRecipients(
      'upn,street,city,country\na@contoso.com,1 Sample Street; back door,Paris,FR\n',
      wishes('qr'),
    );
    expect(good[0]?.recipient.address).toMatchObject({ street: '1 Sample Street; back door', city: 'Paris' });
  });

  it.each([
    ['not-a-upn', /upn: a UPN looks like/],
    ['a@contoso.com,,,,,FRA', /country: a country is two letters/],
  ])('names the bad line %s', (line, reason) => {
    const { good, bad } = judgeRecipients(`${header}\n${full}\n${line}\n`, wishes('qr'));
    expect(good).toHaveLength(1);
    expect(bad).toHaveLength(1);
    expect(bad[0]?.line).toBe(3);
    expect(bad[0]?.reason).toMatch(reason);
  });

  it('warns of a missing address and of a second token for one person', () => {
    const { warnings } = judgeRecipients(`${header}\n${full}\n${full}\nb@contoso.com\n`, wishes('qr'));
    expect(warnings.map(({ line }) => line)).toEqual([3, 4]);
  });

  it.each([
    ['phone', '4.9E+11'],
    ['phone', '4,91512E+12'],
    ['reference', '1.23E+11'],
    ['postal code', '1E+06'],
  ])('refuses a %s of which a spreadsheet made the power of ten %s', (column, cell) => {
    const { good, bad } = judgeRecipients(`upn;${column}\na@contoso.com;${cell}\nb@contoso.com;12E5-7\n`, wishes('qr'));
    expect(good.map(({ line }) => line)).toEqual([3]);
    expect(bad).toEqual([{ line: 2, reason: expect.stringMatching(/power of ten by a spreadsheet/) as string }]);
    expect(bad[0]?.reason).toContain(`${column}: “${cell}”`);
  });

  it.each([
    ['DE', '1067', '01067'],
    ['FR', '1000', '01000'],
    ['IT', '118', '00118'],
    ['US', '2134', '02134'],
    ['no', '150', '0150'],
  ])('warns of a postal code of %s that lost its zeros: %s was %s', (country, cell, whole) => {
    const lines = [cell, whole].map((code) => `a@contoso.com,Sample One,1 Sample Street,${code},Sampletown,${country}`);
    const { good, bad, warnings } = judgeRecipients(`${header}\n${lines.join('\n')}\n`, wishes('qr'));
    expect([good.length, bad.length]).toEqual([2, 0]);
    const zeros = warnings.filter(({ reason }) => reason.startsWith('postal code'));
    expect(zeros).toEqual([{ line: 2, reason: expect.stringContaining(`If so, write ${whole}.`) as string }]);
  });

  it.each([
    ['CH', '1000'],
    ['GB', 'M1 1AE'],
    ['US', '2134-1000'],
    ['DE', ''],
    ['', '1067'],
  ])('says nothing of a postal code of “%s” that may well be “%s”', (country, cell) => {
    const line = `a@contoso.com,Sample One,1 Sample Street,${cell},Sampletown,${country}`;
    const { warnings } = judgeRecipients(`${header}\n${line}\n`, wishes('qr'));
    expect(warnings.filter(({ reason }) => reason.startsWith('postal code'))).toEqual([]);
  });

  it.each([
    ['', /names no “upn” column/],
    ['name,city\nx,y', /names no “upn” column/],
    ['upn,shoe size\na@contoso.com,44', /names “shoe size”, which is not known/],
    ['upn\n', /no recipient below the header/],
    ['upn\n"a@contoso.com', /not a readable CSV/],
  ])('refuses a file like %j with a sentence', (csv, reason) => {
    const { good, bad } = judgeRecipients(csv, wishes('qr'));
    expect(good).toEqual([]);
    expect(bad[0]?.reason).toMatch(reason);
  });

  it('refuses a token that a line’s route cannot take, and says what to choose', () => {
    const tokens = { ...usualTokens, period: 60 } as const;
    const { good, bad } = judgeRecipients('upn,route\na@contoso.com,qr\nb@contoso.com,\n', wishes('own-seed', tokens));
    expect(good.map(({ line }) => line)).toEqual([3]);
    expect(bad).toEqual([{ line: 2, reason: expect.stringContaining('every 30 seconds. Choose those') as string }]);
  });
});
