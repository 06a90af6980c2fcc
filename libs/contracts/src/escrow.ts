import { z } from 'zod';
import { Instant } from './words.js';

/** Days after which a seed in escrow is destroyed whatever happened; no hold keeps it longer. */
export const longestEscrow = 30;
/** So many days before its end the staff are warned. */
export const escrowWarning = 2;

/**
 * How long a seed stays in the vault once the directory has its token: not at all, until the token has arrived, or so many
 * days at most, arrived or not.
 */
export const Escrow = z.union([
  z.enum(['none', 'arrival']),
  z
    .int()
    .min(1)
    .max(longestEscrow, `an escrow lasts ${String(longestEscrow)} days at most`),
]);
export type Escrow = z.infer<typeof Escrow>;
/** Of a batch that says nothing else. */
export const usualEscrow: Escrow = 21;

/**
 * Days that a token may be on its way before somebody has to decide what becomes of a seed that is kept until the arrival, and days
 * that such a decision to wait holds.
 */
export const overdueLimits = { least: 1, most: 90 } as const;
const wholeDays = 'this is a whole number of days, 1 to 90';
export const OverdueAfter = z.int(wholeDays).min(overdueLimits.least, wholeDays).max(overdueLimits.most, wholeDays);
/** Until an admin decides otherwise: as long as the longest escrow of days. */
export const usualOverdueAfter: number = longestEscrow;

/** Somebody keeps a seed beyond its escrow's end, though not beyond the longest; or one that is kept until the arrival a while longer. */
export const EscrowHold = z.object({ by: z.string(), reason: z.string(), since: Instant });
export type EscrowHold = z.infer<typeof EscrowHold>;

/** What ended an escrow: there was none, its time was over, or something else destroyed the seed (it arrived, was lost, …). */
export const EscrowEnd = z.enum(['none', 'time', 'other']);
export type EscrowEnd = z.infer<typeof EscrowEnd>;

/** A job's escrow: there from the moment the directory has its token. */
export const EscrowView = z.object({
  until: Escrow,
  begunAt: Instant,
  /** When the seed will be destroyed, arrived or not; null where it stays until the arrival. */
  endsAt: Instant.nullable(),
  /** When it was put down to be destroyed on the next day; null where that is yet to come. */
  markedAt: Instant.nullable(),
  hold: EscrowHold.nullable(),
  /** It ends so soon that the staff are warned. */
  endsSoon: z.boolean(),
  /** Kept until the arrival: from when on somebody has to decide what becomes of it; null where it has an end, or is over. */
  overdueAt: Instant.nullable(),
  /** That moment has come. */
  overdue: z.boolean(),
  over: z.object({ at: Instant, by: EscrowEnd }).nullable(),
});
export type EscrowView = z.infer<typeof EscrowView>;
