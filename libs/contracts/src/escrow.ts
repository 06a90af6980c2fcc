import { z } from 'zod';
import { JobState } from './lifecycle.js';
import { Id, Instant, Route } from './words.js';

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

/** Somebody keeps a seed beyond its escrow's end, though not beyond the longest. */
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
  over: z.object({ at: Instant, by: EscrowEnd }).nullable(),
});
export type EscrowView = z.infer<typeof EscrowView>;

/** A seed whose escrow ends. `when`: in UTC, as the days are that it is counted in. */
export const EscrowRow = EscrowView.extend({
  seedId: Id,
  jobId: Id,
  jobNumber: z.int(),
  state: JobState,
  route: Route,
  serial: z.string().nullable(),
  displayName: z.string().nullable(),
  upn: z.string(),
  batchId: Id,
  batchName: z.string(),
  when: z.enum(['today', 'tomorrow', 'later']),
  /** Somebody may still hold it. */
  mayHold: z.boolean(),
});
export type EscrowRow = z.infer<typeof EscrowRow>;

/** `GET /api/escrow` */
export const EscrowList = z.object({
  /** Seeds in the vault, by what they are kept for. */
  kept: z.object({
    /** Factory seeds of tokens in stock: kept until a job takes them. */
    stock: z.int(),
    /** Of jobs on their way to the directory. */
    line: z.int(),
    /** Of tokens that the directory has. */
    escrow: z.int(),
    /** Those of them that stay until their token arrives, however long that takes. */
    untilArrival: z.int(),
  }),
  /** Those that end within the days asked for, the next first; 500 at most. */
  ending: z.array(EscrowRow),
});
export type EscrowList = z.infer<typeof EscrowList>;

/** `POST /api/escrow/:seedId/hold` */
export const HoldEscrow = z.strictObject({ reason: z.string().trim().min(3, 'say why in a few words').max(500) });
export type HoldEscrow = z.infer<typeof HoldEscrow>;
