import type { Algorithm, Period } from '@depot/contracts';
import type { Seed } from '../platform/vault/seed.js';

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
  readonly warning?: string;
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
