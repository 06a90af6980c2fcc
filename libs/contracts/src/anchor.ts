import { z } from 'zod';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Where the record's chain stood when a day ended, signed by the depot (Ed25519 over the canonical JSON of all but `signature`).
 * Kept where the depot's own people cannot change it, it proves every row up to `seq`.
 */
export const SignedAnchor = z.strictObject({
  format: z.literal('token-depot-anchor'),
  version: z.literal(1),
  /** The day it closes, in UTC. */
  day: z.iso.date(),
  seq: z.int().positive(),
  hash: Hash,
  at: z.iso.datetime(),
  /** The public key, 32 bytes in base64url. */
  key: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type SignedAnchor = z.infer<typeof SignedAnchor>;

/** `GET /api/audit/anchors`: the key that signs, and the latest anchors, newest first. */
export const AnchorList = z.object({
  key: z.string(),
  anchors: z.array(SignedAnchor.extend({ posted: z.iso.datetime().nullable() })),
});
export type AnchorList = z.infer<typeof AnchorList>;
