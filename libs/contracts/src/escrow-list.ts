import { z } from 'zod';
import { EscrowView, OverdueAfter } from './escrow.js';
import { JobState } from './lifecycle.js';
import { ShipmentView } from './job-view.js';
import { Id, Route } from './words.js';

/**
 * A seed whose escrow ends, is held, or is overdue. `when` it ends: in UTC, as the days are that it is counted in; `open` where it has no end
 * until the token arrives or somebody decides.
 */
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
  shipment: ShipmentView.nullable(),
  when: z.enum(['today', 'tomorrow', 'later', 'open']),
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
    /** Those of them that stay until their token arrives, or somebody decides otherwise. */
    untilArrival: z.int(),
  }),
  /** Days on its way after which one that is kept until the arrival is overdue. */
  overdueAfter: OverdueAfter,
  /** Those about which somebody has to decide, the longest overdue first; 500 at most, as of the others. */
  overdue: z.array(EscrowRow),
  /** Those that end within the days asked for, the next first. */
  ending: z.array(EscrowRow),
  /** Those that somebody holds, however far their end is, the longest held first. */
  held: z.array(EscrowRow),
});
export type EscrowList = z.infer<typeof EscrowList>;

const reason = z.string().trim().min(3, 'say why in a few words').max(500);

/** `POST /api/escrow/:seedId/hold`, `…/release` and `…/end` */
export const DecideEscrow = z.strictObject({ reason });
export type DecideEscrow = z.infer<typeof DecideEscrow>;

/** `GET /api/escrow/rules` */
export const EscrowRules = z.object({ overdueAfter: OverdueAfter });
export type EscrowRules = z.infer<typeof EscrowRules>;

/** `POST /api/escrow/rules` */
export const SetEscrowRules = z.strictObject({ ...EscrowRules.shape, reason });
export type SetEscrowRules = z.infer<typeof SetEscrowRules>;
