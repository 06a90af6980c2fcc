import { z } from 'zod';
import { Algorithm, Id, Instant, Period, TokenFamily } from './words.js';

export const TokenView = z.object({
  serial: z.string(),
  profile: z.int(),
  /** Null for a classic token. */
  family: TokenFamily.nullable(),
  kind: z.enum(['programmable', 'classic']),
  model: z.string().nullable(),
  manufacturer: z.string().nullable(),
  status: z.enum(['stock', 'reserved', 'bound', 'returned', 'retired']),
  algorithm: Algorithm,
  period: Period,
  drift: z.int().nullable(),
  seed: z.enum(['none', 'kept', 'destroyed']),
  jobId: Id.nullable(),
  jobNumber: z.int().nullable(),
  upn: z.string().nullable(),
  /** Something is wrong with it: no job gets it. */
  setAside: z.object({ reason: z.string(), since: Instant }).nullable(),
  firstSeenAt: Instant,
});
export type TokenView = z.infer<typeof TokenView>;

/** One device with every profile the record knows of it. */
export const DeviceView = z.object({
  serial: z.string(),
  family: TokenFamily.nullable(),
  model: z.string().nullable(),
  /** Tries left for a Molto2's customer key, as last heard of; null when it never said, or took the key since. */
  triesLeft: z.int().nullable(),
  /** It refused the key that is in use now: it is not tried there again unless somebody allows it. */
  keyRefused: z.boolean(),
  profiles: z.array(TokenView),
});
export type DeviceView = z.infer<typeof DeviceView>;

/** Whether the depot has a customer key of its own for Molto2; the key itself is never shown. */
export const CustomerKeyView = z.object({ set: z.boolean(), setAt: Instant.nullable() });
export type CustomerKeyView = z.infer<typeof CustomerKeyView>;
