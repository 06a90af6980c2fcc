import { z } from 'zod';
import { SignedAnchor } from './anchor.js';
import { ChainHead, EventView } from './event-view.js';
import { TokenView } from './token-view.js';
import { Id, Instant } from './words.js';

/** An event of a token's life with its place in the record: the row's hash, 64 hex digits; null until it is chained. */
export const SheetEvent = EventView.extend({
  jobNumber: z.int().nullable(),
  stationName: z.string().nullable(),
  /** What it said was taken out since; who did it stays. */
  erased: z.boolean(),
  hash: z.string().nullable(),
});
export type SheetEvent = z.infer<typeof SheetEvent>;

/** That a token was compared with its seed: by a code it showed, or not by one. Never the code. */
export const SheetProof = z.object({
  seq: z.int(),
  at: Instant,
  kind: z.string(),
  how: z.enum(['code', 'two-codes', 'attested', 'computed', 'read-out']),
  /** Its clock against ours, seconds, where a code told it. */
  drift: z.int().nullable(),
  by: z.string(),
});
export type SheetProof = z.infer<typeof SheetProof>;

/** A seed that the token held, destroyed: the record's own certificate. */
export const SheetCertificate = z.object({
  seq: z.int(),
  hash: z.string().nullable(),
  seedId: z.string(),
  purpose: z.string(),
  reason: z.string(),
  keptSince: z.string(),
  destroyedAt: z.string(),
  by: z.string(),
});
export type SheetCertificate = z.infer<typeof SheetCertificate>;

/** Whose it was, by which job. */
export const SheetBinding = z.object({
  jobId: Id,
  jobNumber: z.int(),
  profile: z.int(),
  upn: z.string(),
  displayName: z.string().nullable(),
  boundAt: Instant,
  endedAt: Instant.nullable(),
  endedReason: z.string().nullable(),
});
export type SheetBinding = z.infer<typeof SheetBinding>;

/** `GET /api/tokens/:serial/sheet`: everything the record has of one token, for whoever audits it. */
export const TokenSheet = z.object({
  serial: z.string(),
  madeAt: Instant,
  profiles: z.array(TokenView),
  bindings: z.array(SheetBinding),
  /** Oldest first. */
  events: z.array(SheetEvent),
  /** Older ones that were left out of `events`. */
  more: z.int(),
  proofs: z.array(SheetProof),
  certificates: z.array(SheetCertificate),
  /** Where the chain stood when the sheet was made, and the latest anchor that the depot signed. */
  head: ChainHead,
  anchor: SignedAnchor.nullable(),
});
export type TokenSheet = z.infer<typeof TokenSheet>;
