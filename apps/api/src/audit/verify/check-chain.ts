import { genesis } from '../chain.js';
import { erasureKind } from '../erasure.js';
import { expiryKind } from '../retention/expiry.js';
import type { BadExportLine, ExportLine, Head, RowLine } from '../export/export-line.js';
import { Erasures } from './erasures.js';
import { explainMisfit } from './explain.js';
import { describe, findingAt } from './finding.js';
import type { Finding } from './finding.js';
import { isErased, misfitOf } from './fits.js';
import type { Place } from './fits.js';

export interface Whole {
  readonly whole: true;
  /** To be kept elsewhere: a later check can be told that this must still be in the chain. */
  readonly head: Head;
  readonly erased: number;
  readonly erasures: number;
  /** Events whose details were kept for their time only. */
  readonly expired: number;
  /** Events not chained yet when the record was read. */
  readonly waiting: number;
}

export interface Broken {
  readonly whole: false;
  readonly finding: Finding;
}

export type Verdict = Whole | Broken;

type Line = ExportLine | BadExportLine;

export interface CheckOptions {
  /** A head from an earlier check, which must still be in the chain. */
  readonly head?: Head | undefined;
  /** Rows up to here were checked before; the lines begin with the row after it, without a header. */
  readonly from?: Place | undefined;
}

/** Checks a record's lines link by link, in memory that does not grow with it, and names the first thing wrong. */
export async function checkChain(lines: AsyncIterable<Line>, options: CheckOptions = {}): Promise<Verdict> {
  const walk = new Walk(options);
  const rest = lines[Symbol.asyncIterator]();
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      const finding = await walk.take(next.value, rest);
      if (finding !== null) return { whole: false, finding };
    }
    return walk.finish();
  } finally {
    await rest.return?.();
  }
}

class Walk {
  #place: Place;
  #expects: 'header' | 'row' | 'nothing';
  #waiting = 0;
  readonly #erasures = new Erasures();
  readonly #heads: { readonly head: Head; readonly source: string }[] = [];

  constructor({ head, from }: CheckOptions) {
    this.#place = from ?? { seq: 0, hash: genesis, before: null };
    this.#expects = from === undefined ? 'header' : 'row';
    if (head !== undefined) this.#heads.push({ head, source: 'the head you gave' });
  }

  async take(line: Line, rest: AsyncIterator<Line>): Promise<Finding | null> {
    const after = `after row ${String(this.#place.seq)}`;
    if (line.type === 'malformed')
      return this.#malformed(`Line ${String(line.line)}, ${after}, is not readable: ${line.because}.`);
    if (this.#expects === 'nothing') return this.#malformed('The export goes on after its last line.');
    if ((line.type === 'header') !== (this.#expects === 'header'))
      return this.#malformed(`The export’s header stands elsewhere than in its first line.`);
    switch (line.type) {
      case 'header':
        this.#expects = 'row';
        this.#heads.push({ head: line.head, source: 'the export’s header' });
        return null;
      case 'row':
        return (await this.#misfit(line, rest)) ?? this.#advance(line);
      case 'unchained': {
        const sentence = `Event ${String(line.event_id)} (${line.kind}, ${line.at}) has no place in the chain: it was written past the depot, or its row in the chain was deleted.`;
        return { kind: 'unchained', seq: null, eventId: line.event_id, eventKind: line.kind, at: line.at, sentence };
      }
      case 'end':
        this.#expects = 'nothing';
        this.#waiting = line.waiting;
        if (line.head.seq < this.#place.seq)
          return this.#malformed(
            `The export’s last line names row ${String(line.head.seq)}, and the rows go on to ${String(this.#place.seq)}.`,
          );
        this.#heads.push({ head: line.head, source: 'the export’s last line' });
        return this.#differing();
    }
  }

  finish(): Verdict {
    const finding = this.#cut() ?? this.#erasures.firstUnexplained();
    if (finding !== null) return { whole: false, finding };
    const head = { seq: this.#place.seq, hash: Buffer.from(this.#place.hash).toString('hex') };
    return { whole: true, head, ...this.#erasures.counts, waiting: this.#waiting };
  }

  async #misfit(row: RowLine, rest: AsyncIterator<Line>): Promise<Finding | null> {
    return misfitOf(row, this.#place) === null ? null : explainMisfit(row, this.#place, rest);
  }

  #advance(row: RowLine): Finding | null {
    this.#place = { seq: row.seq, hash: Buffer.from(row.hash, 'hex'), before: this.#place.hash };
    const differing = this.#differing(row);
    if (differing !== null) return differing;
    if (isErased(row)) this.#erasures.add(row);
    if (row.event?.kind === expiryKind) return this.#erasures.explainExpired(row);
    return row.event?.kind === erasureKind ? this.#erasures.explain(row) : null;
  }

  /** A head that was noted for this very row, and has another hash. */
  #differing(row?: RowLine): Finding | null {
    const { seq, hash } = this.#place;
    const other = this.#heads.find(({ head }) => head.seq === seq && head.hash !== Buffer.from(hash).toString('hex'));
    if (other === undefined) return null;
    const what = row === undefined ? '' : ` (${describe(row)})`;
    const sentence = `Row ${String(seq)}${what} has another hash than ${other.source} names: the chain was rewritten at this row or before it, and hashed anew from there.`;
    return findingAt(seq, 'head-differs', { ...(row === undefined ? {} : { row }), sentence });
  }

  /** What was noted beyond the last row, or an export without its last line. */
  #cut(): Finding | null {
    const { seq } = this.#place;
    const beyond = this.#heads.find(({ head }) => head.seq > seq);
    if (beyond !== undefined) {
      const missing =
        seq + 1 === beyond.head.seq
          ? `Row ${String(seq + 1)} was`
          : `Rows ${String(seq + 1)} to ${String(beyond.head.seq)} were`;
      const sentence = `${missing} deleted: ${beyond.source} names row ${String(beyond.head.seq)}, and the chain ends with row ${String(seq)}.`;
      return findingAt(seq + 1, 'cut', { sentence });
    }
    if (this.#expects === 'nothing') return null;
    const sentence = `The export was cut off after row ${String(seq)}: its last line is missing.`;
    return findingAt(seq + 1, 'cut', { sentence });
  }

  #malformed(sentence: string): Finding {
    return findingAt(this.#place.seq + 1, 'malformed', { sentence });
  }
}
