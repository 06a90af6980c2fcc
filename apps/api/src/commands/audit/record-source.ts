import type { ExportLine, BadExportLine } from '../../audit/export/export-line.js';

export type RecordLines = AsyncIterable<ExportLine | BadExportLine>;

/** A record to read, and where it is. */
export interface RecordSource {
  /** For people: which record this is. */
  readonly name: string;
  /** Hands the record's lines to `work`. `purpose` goes on the record where the reading does. */
  read<T>(purpose: string, work: (lines: RecordLines) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
