import { z } from 'zod';
import { Id, Instant } from './words.js';

/** What a client's key may open. No scope reaches a bench, an approval, a read-out or a secret: those take a person. */
export const KeyScope = z.enum([
  'batches:read',
  'batches:write',
  'jobs:read',
  'tokens:read',
  'stations:read',
  'parcels:read',
  'parcels:write',
  'audit:export',
  'metrics',
]);
export type KeyScope = z.infer<typeof KeyScope>;

/** Every key begins so, and whoever finds one somewhere knows what it is. Then eight signs that name it, and 43 that prove it. */
export const keyPrefix = 'depot_';
export const ApiKeySecret = z.string().regex(/^depot_[a-z2-7]{8}_[\w-]{43}$/);

/** One of a key's secrets: what it begins with, and when it was last used, to the minute. */
export const KeySecretView = z.object({
  /** Such as `depot_k3v9x2ab`. */
  begins: z.string(),
  madeAt: Instant,
  until: Instant,
  lastUsedAt: Instant.nullable(),
  lastAddress: z.string().nullable(),
});
export type KeySecretView = z.infer<typeof KeySecretView>;

export const ApiKeyView = z.object({
  id: Id,
  client: z.string(),
  tenant: z.string(),
  scopes: z.array(KeyScope),
  state: z.enum(['good', 'expired', 'revoked']),
  madeBy: z.string(),
  madeAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
  /** Newest first; the earlier one is there until it ends. */
  secrets: z.array(KeySecretView),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** The key itself: in this answer and nowhere else. */
export const ApiKeyMade = ApiKeyView.extend({ secret: ApiKeySecret });
export type ApiKeyMade = z.infer<typeof ApiKeyMade>;

const days = z.int().min(1, 'a key is good for 1 to 366 days').max(366, 'a key is good for 1 to 366 days');

/** `POST /api/keys` */
export const NewApiKey = z.strictObject({
  client: z.string().trim().min(2, 'name the program that will use the key').max(80),
  scopes: z.array(KeyScope).min(1, 'a key takes a scope'),
  days: days.default(90),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

/** `POST /api/keys/:id/rotate`: how long the earlier secret goes on working, and for how long the key is good from now. */
export const RotateKey = z.strictObject({
  overlapMinutes: z
    .int()
    .min(0)
    .max(30 * 24 * 60, 'the earlier secret may go on for 30 days at most')
    .default(24 * 60),
  days: days.default(90),
});
export type RotateKey = z.infer<typeof RotateKey>;
