import type { BadExportLine, ExportLine, RowLine } from '../export/export-line.js';
import { describe, findingAt } from './finding.js';
import type { Finding } from './finding.js';
import { fitsAs, misfitOf } from './fits.js';
import type { Place } from './fits.js';

/** In how many rows the one that belongs where another stands is looked for by its hash; by its number, in all. */
const searchedRows = 500;

/** Says what happened at a row that does not belong right after `place`. `rest` is what follows it. */
export async function explainMisfit(
  row: RowLine,
  place: Place,
  rest: AsyncIterator<ExportLine | BadExportLine>,
): Promise<Finding> {
  const seq = place.seq + 1;
  const here = `Row ${String(seq)}`;
  const before = place.seq === 0 ? 'the beginning of the chain' : `row ${String(place.seq)}`;
  // The last row that was found good follows from the one before it; so does this one. Between the two one is too many.
  if (place.before !== null && fitsAs(row, place.seq, place.before)) {
    const sentence = `Row ${String(place.seq)} was inserted: without it, the row after it (${describe(row)}) follows from the row before.`;
    return findingAt(place.seq, 'inserted', { row, sentence });
  }
  if (row.seq !== seq && fitsAs(row, seq, place.hash)) {
    const sentence = `${here} (${describe(row)}) was given another number: it carries ${String(row.seq)}.`;
    return findingAt(seq, 'renumbered', { row, sentence });
  }
  const found = await readOn(row, place, rest);
  if (found.distance === 1) {
    const sentence = `${here} (${describe(row)}) was inserted: the row after it is the one that follows from ${before}.`;
    return findingAt(seq, 'inserted', { row, sentence });
  }
  if (found.distance !== null) {
    const away = found.distance === 'next' ? 'next' : `${String(found.distance)} rows further on`;
    const sentence = `${here} (${describe(row)}) was swapped: the row that belongs here stands ${away}.`;
    return findingAt(seq, 'swapped', { row, sentence });
  }
  if (row.seq > seq && !found.numbered) {
    const last = row.seq - 1;
    const missing = last === seq ? `${here} was deleted` : `Rows ${String(seq)} to ${String(last)} were deleted`;
    const sentence = `${missing}: after ${before} comes row ${String(row.seq)} (${describe(row)}).`;
    return findingAt(seq, 'deleted', { sentence });
  }
  return explainEdit(row, place, { here, before });
}

function explainEdit(row: RowLine, place: Place, words: { here: string; before: string }): Finding {
  const seq = place.seq + 1;
  const { here, before } = words;
  const misfit = misfitOf(row, place);
  switch (misfit) {
    case 'number': {
      const sentence = `${here} is missing: a row with number ${String(row.seq)} (${describe(row)}) stands in its place.`;
      return findingAt(seq, 'renumbered', { row, sentence });
    }
    case 'no-event': {
      const sentence = `The event of row ${String(seq)} (event ${String(row.event_id)}) was deleted: the chain names it, and it is not there.`;
      return findingAt(seq, 'event-missing', { row, sentence });
    }
    case 'facts-without-salt': {
      const sentence = `${here} (${describe(row)}) was edited: its salt is gone, and it has facts.`;
      return findingAt(seq, 'edited', { row, sentence });
    }
    case 'payload': {
      const sentence = `${here} (${describe(row)}) was edited: who did it, its facts, its salt or its commitment is not what was chained.`;
      return findingAt(seq, 'edited', { row, sentence });
    }
    case 'link':
    case null: {
      const anew = place.seq === 0 ? '' : `; or ${before} was edited and its hash made anew`;
      const sentence = `${here} (${describe(row)}) was edited: its fields do not give its hash after ${before}. It may also be that rows here were deleted and the rest renumbered${anew}.`;
      return findingAt(seq, 'edited', { row, sentence });
    }
  }
}

/**
 * How many rows after the bad one the right one stands, if it does; and whether any carries the right number. Two
 * neighbours that changed places (`next`) are told from one row too many (1).
 */
async function readOn(
  bad: RowLine,
  place: Place,
  rest: AsyncIterator<ExportLine | BadExportLine>,
): Promise<{ distance: number | 'next' | null; numbered: boolean }> {
  const seq = place.seq + 1;
  let numbered = false;
  for (let distance = 1; ; distance += 1) {
    const next = await rest.next();
    if (next.done === true || (distance > searchedRows && bad.seq <= seq)) return { distance: null, numbered };
    const row = next.value;
    if (row.type !== 'row' || (distance > searchedRows && row.seq !== seq)) continue;
    if (fitsAs(row, seq, place.hash)) {
      const changedPlaces = distance === 1 && fitsAs(bad, seq + 1, Buffer.from(row.hash, 'hex'));
      return { distance: changedPlaces ? 'next' : distance, numbered };
    }
    numbered ||= row.seq === seq;
  }
}
