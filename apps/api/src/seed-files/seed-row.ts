import type { Algorithm, Period } from '@depot/contracts';
import type { Seed } from '../platform/vault/seed.js';

/** Something about a row, or about the whole file, that does not keep it from being taken. */
export interface RowWarning {
  readonly kind: 'kept-mac' | 'resaved';
  readonly reason: string;
}

/** One token as a vendor's file tells it; its holder wipes the seed. */
export interface SeedToken {
  readonly serial: string;
  readonly seed: Seed;
  readonly algorithm: Algorithm;
  readonly period: Period;
  /** Empty where the file does not say. */
  readonly manufacturer: string;
  readonly model: string;
  /** What somebody should know before this row is taken. */
  readonly warning?: RowWarning;
}

/** One row of a file, or one entry of a container. */
export interface SeedRow {
  /** Line of the file on which it begins; the first is 1. */
  readonly line: number;
  /** The row as it stands in the file, to be handed back in the same format. It may hold the seed. */
  readonly raw: string;
  /** The token, or the reason why the row is none. A reason never quotes a secret. */
  readonly read: SeedToken | string;
}
