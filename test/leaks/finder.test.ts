import { inspect } from 'node:util';
import { deflateSync, gzipSync } from 'node:zlib';
import { encodeBase32 } from '@depot/totp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encoding } from './encodings.js';
import { Finder } from './finder.js';

type Write = (seed: Buffer) => string | Uint8Array;

const groups = (text: string, size: number, by: string): string =>
  (text.match(new RegExp(`.{1,${String(size)}}`, 'g')) ?? []).join(by);
const base32 = (seed: Buffer): string => encodeBase32(seed);
const padded = (seed: Buffer): string => base32(seed).padEnd(Math.ceil(base32(seed).length / 8) * 8, '=');

const writings: Readonly<Record<string, [Encoding, Write]>> = {
  bytes: ['raw', (seed) => seed],
  'a text of its bytes': ['text', (seed) => seed.toString('latin1')],
  'an escaped text of its bytes': ['text', (seed) => JSON.stringify(seed.toString('latin1'))],
  'percent signs': ['hex', (seed) => groups(seed.toString('hex'), 2, '%').replace(/^/, '%')],
  'lower hex': ['hex', (seed) => seed.toString('hex')],
  'upper hex': ['hex', (seed) => seed.toString('hex').toUpperCase()],
  'hex with blanks': ['hex', (seed) => groups(seed.toString('hex'), 2, ' ')],
  'hex with colons': ['hex', (seed) => groups(seed.toString('hex').toUpperCase(), 2, ':')],
  'PostgreSQL’s hex': ['hex', (seed) => `\\x${seed.toString('hex')}`],
  'escapes of bytes': ['raw', (seed) => groups(seed.toString('hex'), 2, '\\x').replace(/^/, '\\x')],
  'Node’s view of a buffer': ['hex', (seed) => inspect(seed)],
  'a list of 0x': ['hex', (seed) => [...seed].map((byte) => `0x${byte.toString(16)}`).join(', ')],
  'a list of padded 0x': ['hex', (seed) => `0x${groups(seed.toString('hex'), 2, ', 0x')}`],
  'upper base32': ['base32', base32],
  'lower base32': ['base32', (seed) => base32(seed).toLowerCase()],
  'padded base32': ['base32', padded],
  'base32 in fours': ['base32', (seed) => groups(base32(seed), 4, ' ').toLowerCase()],
  'base32 with hyphens': ['base32', (seed) => groups(base32(seed), 4, '-')],
  'base32 in UTF-16': ['base32', (seed) => Buffer.from(base32(seed), 'utf16le')],
  'base32 of something longer': [
    'base32',
    (seed) => encodeBase32(Buffer.concat([Buffer.from('ab'), seed, Buffer.from('c')])),
  ],
  base64: ['base64', (seed) => seed.toString('base64')],
  'base64 without padding': ['base64', (seed) => seed.toString('base64').replace(/=+$/, '')],
  'base64 for addresses': ['base64', (seed) => seed.toString('base64url')],
  'base64 of something longer': [
    'base64',
    (seed) => Buffer.concat([Buffer.from('a'), seed, Buffer.from('bc')]).toString('base64'),
  ],
  'base64 of something longer still': ['base64', (seed) => Buffer.concat([Buffer.from('ab'), seed]).toString('base64')],
  'base64 in an address': ['base64', (seed) => encodeURIComponent(seed.toString('base64'))],
  'a JSON list': ['numbers', (seed) => JSON.stringify([...seed])],
  'a JSON list in lines': ['numbers', (seed) => JSON.stringify([...seed], null, 2)],
  'a buffer in JSON': ['numbers', (seed) => JSON.stringify({ seed })],
  'an array in JSON': ['numbers', (seed) => JSON.stringify({ seed: new Uint8Array(seed) })],
  'Node’s view of an array': ['numbers', (seed) => inspect(new Uint8Array(seed))],
  'an enrolment’s address': [
    'base32',
    (seed) => `otpauth://totp/Contoso%3Aa?secret=${base32(seed).toLowerCase()}&issuer=x`,
  ],
  'an address within an address': ['base32', (seed) => encodeURIComponent(`otpauth://totp/a?secret=${base32(seed)}`)],
  'JSON in JSON in JSON': ['base32', (seed) => JSON.stringify(JSON.stringify(JSON.stringify({ text: base32(seed) })))],
  'base32 in base64': ['base32', (seed) => Buffer.from(`{"secret":"${base32(seed)}"}`).toString('base64')],
  'hex in hex': ['hex', (seed) => Buffer.from(seed.toString('hex')).toString('hex')],
  'a packed text': ['base32', (seed) => gzipSync(`the secret is ${base32(seed)}, is it not?`)],
  'a packed text in base64': [
    'base32',
    (seed) => deflateSync(JSON.stringify({ key: base32(seed) })).toString('base64'),
  ],
};

const seeds = fc.uint8Array({ minLength: 10, maxLength: 63 }).filter((seed) => new Set(seed).size > 6);
/** Eight letters in a row that no text escapes would be found in the clear already, as bytes. */
const seedsNotInClear = seeds.filter(
  (seed) => seed.every((byte) => byte < 0x80) || !/[ !#-[\]-~]{8}/.test(Buffer.from(seed).toString('latin1')),
);
const surroundings = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.string({ maxLength: 60 }).map((text) => Buffer.from(text)),
);

function among(written: string | Uint8Array, before: Uint8Array, after: Uint8Array): Uint8Array {
  // A digit on either side would be part of the number, and a letter part of the word, in any reading.
  const bytes = typeof written === 'string' ? Buffer.from(written) : written;
  return Buffer.concat([before, Buffer.from(' '), bytes, Buffer.from(' '), after]);
}

describe('the finder', () => {
  it.each(Object.entries(writings))('finds a seed written as %s, whatever stands around it', (_, [encoding, write]) => {
    fc.assert(
      fc.property(encoding === 'text' ? seedsNotInClear : seeds, surroundings, surroundings, (seed, before, after) => {
        const found = new Finder(new Map([['planted', seed]])).find(among(write(Buffer.from(seed)), before, after));
        const isAscii = seed.every((byte) => byte < 0x80);
        expect([...(found.get('planted') ?? [])]).toContain(encoding === 'text' && isAscii ? 'raw' : encoding);
      }),
      { numRuns: 15 },
    );
  });

  it.each(Object.entries(writings))('finds eight bytes of a seed written as %s', (_, [, write]) => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, from) => {
        const at = from % (seed.length - 7);
        const found = new Finder(new Map([['planted', seed]])).find(
          Buffer.from(write(Buffer.from(seed.slice(at, at + 8)))),
        );
        expect([...found.keys()]).toEqual(['planted']);
      }),
      { numRuns: 10 },
    );
  });

  it('tells the seeds apart', () => {
    const planted = new Map([
      ['one', Buffer.from('0123456789')],
      ['two', Buffer.from('9876543210')],
    ]);
    expect(new Finder(planted).find(Buffer.from(JSON.stringify([...Buffer.from('9876543210')])))).toEqual(
      new Map([['two', new Set(['numbers'])]]),
    );
  });

  it('finds nothing in what has nothing to do with a seed', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.uint8Array({ maxLength: 4000 }),
        fc.json(),
        fc.base64String(),
        (seed, bytes, json, base64) => {
          const finder = new Finder(new Map([['planted', seed]]));
          for (const text of [bytes, Buffer.from(json), Buffer.from(base64)]) expect(finder.find(text).size).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
