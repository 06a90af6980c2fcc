import { z } from 'zod';
import { Id, Instant, Serial } from './words.js';

/** Bytes in hex; null where they are gone. */
const Box = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .nullable();

/** A seed as the record has it: sealed, or what its destruction left. Without the keyring it tells nothing. */
export const SealedSeed = z.object({
  id: Id,
  purpose: z.enum(['qr', 'own', 'factory']),
  /** Whose key wraps its data key, and whose did before. */
  window: z.string(),
  earlierWindows: z.array(z.string()),
  createdAt: Instant,
  destroyedAt: Instant.nullable(),
  wrappedKey: Box,
  ciphertext: Box,
});
export type SealedSeed = z.infer<typeof SealedSeed>;

/** An uploaded file that a token's factory seed may have come with, while its key is there, and after. */
export const SealedSeedFile = z.object({ id: Id, window: z.string().nullable(), wrappedKey: Box });
export type SealedSeedFile = z.infer<typeof SealedSeedFile>;

/** `POST /api/tokens/:serial/sealed-seeds`: every seed that the record knows of a token, for a check of whether it can be opened. */
export const SealedToken = z.object({
  serial: Serial,
  at: Instant,
  seeds: z.array(SealedSeed),
  files: z.array(SealedSeedFile),
  /** How many live seeds, and files, each window still holds; those with none are left out. */
  windows: z.array(z.object({ id: z.string(), holds: z.int() })),
});
export type SealedToken = z.infer<typeof SealedToken>;
