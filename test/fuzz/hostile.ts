import * as fc from 'fast-check';

/** Begins every text that a door is given, so that one that comes back, or lies in a log, is found. */
export const canary = 'canaryQ7';

const nasty = [
  '',
  '\u0000',
  '\ud800',
  '\u202e\u0007\u001b[31m',
  "' OR 1=1; DROP TABLE depot.person; --",
  '{{7*7}}${7*7}<%= 7*7 %>',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%2e%2e%2f',
  'x\r\nSet-Cookie: depot-session=x',
  '__proto__',
  'constructor',
  'NaN',
  '1e309',
  '٣٤٥٦٧٨',
  'ｆｕｌｌ',
  '=HYPERLINK("http://evil.example.org")',
];

/** Something that somebody might type to do harm, or by a slip, with the canary before it. */
export const hostileText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 3, arbitrary: fc.string({ maxLength: 40 }) },
    { weight: 3, arbitrary: fc.constantFrom(...nasty) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 6000 }).map((length) => 'A'.repeat(length)) },
  )
  .map((text) => canary + text);

/** Whatever JSON can say, its texts hostile. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[]], { $ne: null }, ['x', 1]),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Field by field what the door takes, or something else in its place. */
export function mixed(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Record<string, unknown>> {
  const each = Object.entries(fields).map(([name, good]) => {
    const value = fc.oneof({ weight: 3, arbitrary: good }, { weight: 2, arbitrary: hostileValue });
    return [name, fc.option(value, { nil: undefined, freq: 12 })] as const;
  });
  return fc.record(Object.fromEntries(each));
}

const extra = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'admin', 'roles', ''), hostileText);

/** JSON of that shape; likewise with a field too many, cut off, or nested as deep as a parser may go. */
export function jsonText(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<string> {
  const shaped = mixed(fields);
  return fc.oneof(
    { weight: 8, arbitrary: shaped.map((value) => JSON.stringify(value)) },
    {
      weight: 2,
      arbitrary: fc.tuple(shaped, extra, hostileValue).map(([value, name, more]) => {
        const text = JSON.stringify(value).slice(0, -1);
        return `${text}${text === '{' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(more)}}`;
      }),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(shaped, fc.double({ min: 0, max: 1, noNaN: true })).map(([value, part]) => {
        const text = JSON.stringify(value);
        return text.slice(0, Math.floor(text.length * part));
      }),
    },
    { weight: 1, arbitrary: hostileValue.map((value) => JSON.stringify(value)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 4000 }), fc.constantFrom('[', '{"a":'))
        .map(([depth, open]) => open.repeat(depth)),
    },
  );
}

/** Six digits, a good code's letters, a UUID: right in shape and nobody's. */
export const digits = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, '0'));
export const codeLetters = fc
  .array(fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'.split('')), { minLength: 10, maxLength: 10 })
  .map((letters) => letters.join(''));
export const id = fc.uuid({ version: 4 });

/** As an address can hold it: half a surrogate pair cannot be encoded. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();
