import * as fc from 'fast-check';
import { canary, hostileText } from './hostile.js';

const column = fc.oneof(
  fc.constantFrom('upn', 'email', 'name', 'street', 'country', 'privileged', 'language', 'serial number', 'secret key'),
  hostileText,
);
const cell = fc.oneof(
  fc.constantFrom('sample@contoso.com', 'DE', 'yes', 'no', '"', '""', '"a\nb"', ';', '\t', '8.65961E+12'),
  hostileText,
);
const separators = [',', ';', '\t', '|'];
const ends = ['\n', '\r\n', '\r'];
const marks = ['', '\ufeff', 'sep=;\n'];

/** A table somebody saved from a spreadsheet in some way or other. */
export const csvText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
    fc.array(column, { maxLength: 5 }),
    fc.constantFrom(...separators),
    fc.constantFrom(...ends),
    fc.constantFrom(...marks),
  )
  .map(
    ([rows, head, separator, end, mark]) =>
      mark + [['upn', ...head], ...rows].map((row) => row.join(separator)).join(end),
  );

const openings = [
  'PK\u0003\u0004',
  '-----BEGIN PGP MESSAGE-----\n\n',
  '\u0085\u0001\u000c',
  '<?xml version="1.0"?><KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc">',
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
  '\u001f\u008b\u0008',
  '7z\u00bc\u00af\u0027\u001c',
  'upn,serial number,secret key,time interval,manufacturer,model\n',
  '\u00ff\u00fe',
];

/** Files that begin as one of those that are known, and go on as they please. */
export const seedFileBytes: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom('', ...openings), fc.oneof(fc.uint8Array({ maxLength: 400 }), csvText))
  .map(([opening, rest]) =>
    Buffer.concat([
      Buffer.from(opening, 'latin1'),
      typeof rest === 'string' ? Buffer.from(rest) : rest,
      Buffer.from(canary),
    ]),
  );
