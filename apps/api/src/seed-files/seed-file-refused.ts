/**
 * Why a whole file cannot be read. `needs-…` and `wrong-…` can be mended by giving the secret; the rest by another file.
 */
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

  constructor(fault: SeedFileFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
