import type { CsvHeader } from './csv/csv-header.js';

/** Why a whole file cannot be read. `needs-…` and `wrong-secret` are mended by an answer, the rest by another file. */
export type SeedFileFault =
  | 'not-a-seed-file'
  | 'broken'
  | 'too-large'
  | 'forbidden-content'
  | 'unsupported'
  | 'needs-secret'
  | 'wrong-secret'
  | 'needs-columns'
  | 'needs-encoding';

/** A file that is refused as a whole. The message says what to do, and quotes nothing of the file but names. */
export class SeedFileRefused extends Error {
  override readonly name = 'SeedFileRefused';
  readonly fault: SeedFileFault;
  /** With `needs-columns`: what there is to choose from. */
  readonly header: CsvHeader | null;

  constructor(fault: SeedFileFault, message: string, header: CsvHeader | null = null) {
    super(message);
    this.fault = fault;
    this.header = header;
  }
}
