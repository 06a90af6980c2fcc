import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erasureKind } from '../erasure.js';
import { expiryKind } from '../retention/expiry.js';
import type { ExportLine, RowLine } from '../export/export-line.js';
import { readLines } from '../export/read-lines.js';
import { checkChain } from './check-chain.js';
import type { Verdict } from './check-chain.js';
import { chainOf, exportOf, hashAfter, hashed, placeAt } from './made-chain.fixture.js';
import { aDeletion, aSwap, anEdit, anInsertion } from './tampering.fixture.js';
import type { Tampering } from './tampering.fixture.js';

const rows = chainOf(Array.from({ length: 10_000 }, () => ({})));
const heading = { seq: rows.length, hash: rows.at(-1)?.hash ?? '' };

/** An export as the file it would be, cut into chunks anywhere. */
async function* fileOf(lines: AsyncIterable<ExportLine>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const line of lines) text += `${JSON.stringify(line)}\n`;
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 50_021) yield bytes.subarray(at, at + 50_021);
}

function* before(seq: number, tampered: Iterable<RowLine>): Generator<RowLine> {
  yield* rows.slice(0, seq - 1);
  yield* tampered;
}

/** From the file's first byte. */
function checkFile({ seq, rows: tampered }: Tampering): Promise<Verdict> {
  return checkChain(readLines(fileOf(exportOf(before(seq, tampered()), rows))));
}

/** Only from the five hundred in which the tampering lies: what is before it was found whole once. */
function checkFromThere({ seq, rows: tampered }: Tampering): Promise<Verdict> {
  const start = Math.floor((seq - 1) / 500) * 500;
  async function* lines(): AsyncGenerator<ExportLine> {
    yield* rows.slice(start, seq - 1);
    yield* tampered();
    yield { type: 'end', head: heading, waiting: 0 };
  }
  return checkChain(lines(), { from: placeAt(rows, start) });
}

async function expectNamed(tampering: Tampering, verdict: Verdict): Promise<void> {
  if (verdict.whole) throw new Error(`Not found: ${tampering.what}`);
  expect(`${tampering.what}: row ${String(verdict.finding.seq)}`).toBe(
    `${tampering.what}: row ${String(tampering.seq)}`,
  );
  expect(verdict.finding.sentence).toMatch(new RegExp(`[Rr]ows? ${String(tampering.seq)}\\b`));
}

const kinds = { edited: anEdit, deleted: aDeletion, inserted: anInsertion, swapped: aSwap };

describe('a chain of 10,000 events', () => {
  it('is whole as it was made, and names its head', async () => {
    const verdict = await checkChain(readLines(fileOf(exportOf(rows, rows))), { head: { ...heading } });
    expect(verdict).toEqual({ whole: true, head: heading, erased: 0, erasures: 0, expired: 0, waiting: 0 });
  });

  // On failure fast-check prints the seed and the tampering.
  it.each(Object.entries(kinds))('names the first of the rows %s, 200 times of 200', async (_, kind) => {
    await fc.assert(
      fc.asyncProperty(kind(rows), async (tampering) => expectNamed(tampering, await checkFromThere(tampering))),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it.each(Object.entries(kinds))(
    'names the first of the rows %s in a file read from its first byte',
    async (_, kind) => {
      await fc.assert(
        fc.asyncProperty(kind(rows), async (tampering) => expectNamed(tampering, await checkFile(tampering))),
        { numRuns: 4, endOnFailure: true },
      );
    },
  );

  it('shows a row that was edited and hashed anew at the row after it, and names both', async () => {
    const row = rows[4999];
    if (row?.event == null) throw new Error('No row.');
    const forged = hashed({ ...row, event: { ...row.event, kind: 'job.lost' } }, hashAfter(rows, 4999));
    const verdict = await checkFromThere({ what: '', seq: 5000, rows: () => [forged, ...rows.slice(5000)] });
    expect(verdict).toMatchObject({ whole: false, finding: { seq: 5001, kind: 'edited' } });
    expect(verdict.whole ? '' : verdict.finding.sentence).toContain('row 5000 was edited and its hash made anew');
  });

  it('that was edited and hashed anew to its end is found with a head from before, and only with that', async () => {
    const forged = rows.slice(0, 6999);
    for (const row of rows.slice(6999)) {
      const edited =
        row.seq === 7000 && row.event !== null ? { ...row, event: { ...row.event, kind: 'job.lost' } } : row;
      forged.push(hashed(edited, hashAfter(forged, row.seq - 1)));
    }
    expect(await checkChain(exportOf(forged, forged))).toMatchObject({ whole: true });
    for (const seq of [7000, 8500, 10_000]) {
      const head = { seq, hash: rows[seq - 1]?.hash ?? '' };
      const verdict = await checkChain(exportOf(forged, forged), { head });
      expect(verdict).toMatchObject({ whole: false, finding: { kind: 'head-differs', seq } });
    }
    const head = { seq: 6999, hash: rows[6998]?.hash ?? '' };
    expect(await checkChain(exportOf(forged, forged), { head })).toMatchObject({ whole: true });
  });

  it('whose end was cut off cleanly is found with a head from before', async () => {
    const short = rows.slice(0, 9990);
    expect(await checkChain(exportOf(short, short))).toMatchObject({ whole: true });
    const verdict = await checkChain(exportOf(short, short), { head: heading });
    expect(verdict).toMatchObject({ whole: false, finding: { kind: 'cut', seq: 9991 } });
  });
});

describe('an erased event', () => {
  const erase = (row: RowLine | undefined): RowLine => {
    if (row?.event == null) throw new Error('No row.');
    return { ...row, event: { ...row.event, salt: null, payload: { ...row.event.payload, facts: null } } };
  };
  const actorOf = (row: RowLine | undefined) => {
    if (row?.event == null) throw new Error('No row.');
    const { actor_id, actor_name, actor_address } = row.event.payload;
    return { id: row.event_id, actor_id, actor_name, actor_address };
  };
  const plain = chainOf(Array.from({ length: 20 }, () => ({})));
  const made = chainOf([
    ...Array.from({ length: 20 }, () => ({})),
    { kind: erasureKind, facts: { reason: 'asked for', events: [actorOf(plain[2]), actorOf(plain[7])] } },
    {},
  ]);
  const at = (changes: Readonly<Record<number, RowLine>>) => made.map((row) => changes[row.seq] ?? row);

  it('leaves the chain whole, and is counted', async () => {
    const verdict = await checkChain(exportOf(at({ 3: erase(made[2]), 8: erase(made[7]) }), made));
    expect(verdict).toMatchObject({ whole: true, erased: 2, erasures: 1 });
  });

  it('that no erasure names is an edit', async () => {
    const verdict = await checkChain(exportOf(at({ 3: erase(made[2]), 5: erase(made[4]), 8: erase(made[7]) }), made));
    expect(verdict).toMatchObject({ whole: false, finding: { kind: 'unexplained-erasure', seq: 5, eventId: 5 } });
  });

  it('keeps who did it, which the erasure vouches for', async () => {
    const row = erase(made[2]);
    if (row.event === null) throw new Error('No event.');
    const other = { ...row, event: { ...row.event, payload: { ...row.event.payload, actor_name: 'nobody' } } };
    const verdict = await checkChain(exportOf(at({ 3: other, 8: erase(made[7]) }), made));
    expect(verdict).toMatchObject({ whole: false, finding: { kind: 'edited', seq: 3 } });
  });
});

describe('an event whose time was over', () => {
  const expire = (row: RowLine | undefined): RowLine => {
    if (row?.event == null) throw new Error('No row.');
    const payload = { actor_id: null, actor_name: '', actor_address: null, facts: null };
    return { ...row, event: { ...row.event, salt: null, payload } };
  };
  const made = chainOf([
    ...Array.from({ length: 9 }, () => ({})),
    {
      kind: expiryKind,
      facts: {
        group: 'line',
        days: 90,
        events: [
          [2, 4],
          [6, 6],
        ],
      },
    },
  ]);
  const idOf = (row: RowLine | undefined): number => row?.event_id ?? 0;
  const at = (rows: readonly RowLine[]) =>
    exportOf(
      made.map((row) => rows.find(({ seq }) => seq === row.seq) ?? row),
      made,
    );

  it('leaves the chain whole, and is counted', async () => {
    expect(made.slice(1, 6).map(idOf)).toEqual([2, 3, 4, 5, 6]);
    const verdict = await checkChain(at([1, 2, 3, 5].map((place) => expire(made[place]))));
    expect(verdict).toMatchObject({ whole: true, expired: 4, erased: 0 });
  });

  it('that no expiry names is an edit', async () => {
    const verdict = await checkChain(at([1, 4].map((place) => expire(made[place]))));
    expect(verdict).toMatchObject({ whole: false, finding: { kind: 'unexplained-erasure', seq: 5 } });
  });

  it('names nobody afterwards', async () => {
    const row = expire(made[2]);
    if (row.event === null) throw new Error('No event.');
    const named = { ...row, event: { ...row.event, payload: { ...row.event.payload, actor_name: 'somebody' } } };
    const verdict = await checkChain(at([named]));
    expect(verdict).toMatchObject({ whole: false, finding: { kind: 'edited', seq: 3 } });
  });
});

describe('an export', () => {
  const few = rows.slice(0, 5);
  const lines = async (change: (lines: string[]) => string[]): Promise<Verdict> => {
    const texts: string[] = [];
    for await (const line of exportOf(few, few)) texts.push(JSON.stringify(line));
    const bytes = Buffer.from(change(texts).join('\n'));
    return checkChain(
      readLines(
        (async function* () {
          yield bytes;
        })(),
      ),
    );
  };

  it.each<[string, (texts: string[]) => string[], object]>([
    ['without its last line', (texts) => texts.slice(0, -1), { kind: 'cut', seq: 6 }],
    [
      'cut in the middle of a line',
      (texts) => [...texts.slice(0, 3), '{"type":"row","seq"'],
      { kind: 'malformed', seq: 3 },
    ],
    ['without its header', (texts) => texts.slice(1), { kind: 'malformed', seq: 1 }],
    ['of something else', () => ['upn,serial number'], { kind: 'malformed', seq: 1 }],
    ['that goes on', (texts) => [...texts, texts[5] ?? ''], { kind: 'malformed', seq: 6 }],
    ['with a blank line', (texts) => texts.toSpliced(2, 0, ''), { kind: 'malformed', seq: 2 }],
    ['with a stray key', (texts) => texts.with(2, (texts[2] ?? '').replace('"seq"', '"note":1,"seq"')), { seq: 2 }],
    [
      'with a key given twice',
      (texts) => texts.with(2, (texts[2] ?? '').replace('"drift"', '"drift":99,"drift"')),
      { kind: 'malformed', seq: 2 },
    ],
    [
      'with a number beyond the precision of JavaScript’s',
      (texts) => texts.with(2, (texts[2] ?? '').replace(/"drift":(\d+)/, '"drift":$1.00000000000000000001')),
      { kind: 'malformed', seq: 2 },
    ],
  ])('%s is not taken for whole', async (_, change, finding) => {
    expect(await lines(change)).toMatchObject({ whole: false, finding });
  });

  it('whose record has an event beside the chain names that event', async () => {
    const unchained = { type: 'unchained', event_id: 77, at: '2026-01-01T00:00:00.000000Z', kind: 'job.lost' };
    const verdict = await lines((texts) => texts.toSpliced(-1, 0, JSON.stringify(unchained)));
    expect(verdict).toMatchObject({ whole: false, finding: { kind: 'unchained', eventId: 77 } });
  });
});
