import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.js';
import { infoCommand } from './info-command.js';

test('info asks with the bytes of the vendor', () => {
  expect(toHex(infoCommand().apdu)).toBe('80410000020211');
});

test.each([
  ['zeros where bytes vary', '000000 0e 3836353936323230303030303031 0000 6553f100'],
  ['other bytes there', 'ffeedd 0e 3836353936323230303030303031 3939 6553f100'],
])('info is read with %s', (_, answer) => {
  expect(infoCommand().decode(fromHex(answer))).toEqual({ serial: '86596220000001', clock: 1_700_000_000 });
});

test('a clock past 2038 is read unsigned', () => {
  expect(infoCommand().decode(fromHex('000000 01 31 0000 ffffffff')).clock).toBe(4_294_967_295);
});

test.each([
  ['nothing', ''],
  ['a header alone', '000000'],
  ['a clock cut off', '000000 01 31 0000 655400'],
  ['no serial', '000000 00 0000 6553f100'],
  ['a serial that is not digits', '000000 02 3a31 0000 6553f100'],
])('%s is not taken for a description', (_, answer) => {
  expect(() => infoCommand().decode(fromHex(answer))).toThrow(expect.objectContaining({ code: 'malformed-answer' }));
});
