import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BurnReport } from '@depot/contracts';
import { type Clock } from '../clock.js';
import { AppendFile } from '../files/append-file.js';
import { applyLine, compacted, replay, type JournalEntries, type JournalEntry } from './journal-entries.js';
import { JournalLine } from './journal-line.js';

/**
 * The orders this agent has begun and the reports nobody has acknowledged yet, in `journal.jsonl`. It outlives the
 * program, and holds no seed. What a method says is on the disk when it resolves; it rejects when that failed.
 */
export class Journal {
  readonly #file: AppendFile;
  readonly #entries: JournalEntries;
  readonly #clock: Clock;

  private constructor(file: AppendFile, { entries, clock }: { entries: JournalEntries; clock: Clock }) {
    this.#file = file;
    this.#entries = entries;
    this.#clock = clock;
  }

  /** Reads what an earlier run left, and forgets what was acknowledged. @throws Refusal when the file is damaged. */
  static async open(folder: string, clock: Clock): Promise<Journal> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'journal.jsonl');
    const entries = replay(await textOf(path));
    return new Journal(await AppendFile.replace(path, compacted(entries)), { entries, clock });
  }

  find(orderId: string): JournalEntry | null {
    return this.#entries.get(orderId) ?? null;
  }

  /** Reports that were not acknowledged, oldest first. */
  unacknowledged(): { orderId: string; report: BurnReport }[] {
    return [...this.#entries.values()].flatMap(({ orderId, report }) => (report === null ? [] : [{ orderId, report }]));
  }

  begun(orderId: string, place: { serial: string; profile: number; reader: string }): Promise<void> {
    const { serial, profile, reader } = place;
    return this.#write({ type: 'begun', orderId, serial, profile, reader, at: this.#now() });
  }

  finished(orderId: string, report: BurnReport): Promise<void> {
    return this.#write({ type: 'finished', orderId, report, at: this.#now() });
  }

  /** Nothing is written for an order that is not known. */
  async acknowledged(orderId: string): Promise<void> {
    if (this.#entries.has(orderId)) await this.#write({ type: 'acknowledged', orderId });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }

  async #write(line: JournalLine): Promise<void> {
    const strict = JournalLine.parse(line);
    const written = this.#file.append(JSON.stringify(strict));
    // An acknowledged order is off at once: the next message may name it again.
    if (strict.type === 'acknowledged') applyLine(this.#entries, strict);
    await written;
    if (strict.type !== 'acknowledged') applyLine(this.#entries, strict);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
