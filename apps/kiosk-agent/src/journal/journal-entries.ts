import { type BurnReport } from '@depot/contracts';
import { Refusal } from '../refusal.js';
import { readJournalLine, type JournalLine } from './journal-line.js';

/** What is known of an order: begun, and finished once there is a report. */
export interface JournalEntry {
  readonly orderId: string;
  readonly serial: string;
  readonly profile: number;
  readonly reader: string;
  /** ISO 8601. */
  readonly at: string;
  readonly report: BurnReport | null;
}

export type JournalEntries = Map<string, JournalEntry>;

/** What the entries come to after one more line. */
export function applyLine(entries: JournalEntries, line: JournalLine): void {
  switch (line.type) {
    case 'begun': {
      const { orderId, serial, profile, reader, at } = line;
      entries.set(orderId, { orderId, serial, profile, reader, at, report: null });
      return;
    }
    case 'finished': {
      const { orderId, report, at } = line;
      const { serial, profile, reader } = report;
      entries.set(orderId, { orderId, serial, profile, reader, at, report });
      return;
    }
    case 'acknowledged':
      entries.delete(line.orderId);
  }
}

/** The entries that a journal's text leaves. @throws Refusal on a damaged line, unless it is the torn end of a crash. */
export function replay(text: string): JournalEntries {
  const entries: JournalEntries = new Map();
  const lines = text.split('\n');
  // A whole line ends with a line end: what follows the last one was cut off while it was written.
  lines.pop();
  for (const [index, textOfLine] of lines.entries()) {
    const line = readJournalLine(textOfLine);
    if (line !== null) applyLine(entries, line);
    else
      throw new Refusal(`Line ${String(index + 1)} of the agent's journal is damaged. Keep the file, ask the admin.`);
  }
  return entries;
}

/** The shortest journal that leaves these entries. */
export function compacted(entries: JournalEntries): string {
  const lines = [...entries.values()].map(({ orderId, serial, profile, reader, at, report }): JournalLine => {
    if (report !== null) return { type: 'finished', orderId, report, at };
    return { type: 'begun', orderId, serial, profile, reader, at };
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
