import type { SeedFindingKind } from '@depot/contracts';
import type { SeedRow, SeedToken } from '../seed-row.js';

/** Something about a row that is worth a line in the report. */
export interface RowFinding {
  readonly kind: SeedFindingKind;
  readonly reason: string;
}

/** A row that can be taken, with its fingerprint (hex). */
export interface GoodRow {
  readonly verdict: 'good';
  readonly row: SeedRow;
  readonly token: SeedToken;
  readonly print: string;
  readonly warnings: readonly RowFinding[];
}

/** A row of which nothing is to be taken: the same token with the same seed is here. */
export interface HereRow {
  readonly verdict: 'here';
  readonly row: SeedRow;
}

/** A row that is not taken and goes back to whoever uploaded it. */
export interface BadRow {
  readonly verdict: 'bad';
  readonly row: SeedRow;
  readonly finding: RowFinding;
}

export type JudgedRow = GoodRow | HereRow | BadRow;
