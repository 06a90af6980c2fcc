import { expect, test } from 'vitest';
import { codesCsv } from './codes-csv';

test('a CSV for a mail merge holds a line a person, no formula, and accents that Excel reads', () => {
  const person = { jobId: '1', number: 1, upn: 'a@contoso.com', email: null, language: 'fr' } as const;
  const codes = [{ ...person, displayName: '=HYPERLINK("x")', code: 'ABCDE FGHJK' }];
  expect(codesCsv({ expiresAt: '2026-12-24T10:00:00.000Z', codes }, 'Room 12, left').split('\r\n')).toEqual([
    '\ufeff"upn","display name","email","language","code","good until","where"',
    `"a@contoso.com","'=HYPERLINK(""x"")","","fr","ABCDE FGHJK","2026-12-24","Room 12, left"`,
    '',
  ]);
});
