import { z } from 'zod';
import { Profile, Serial } from './words.js';

/** What a person may allow for one job on one device. What is not allowed is declined at the reader. */
export const PermitKind = z.enum(['overwrite', 'share', 'key-trial']);
export type PermitKind = z.infer<typeof PermitKind>;

/** What somebody has to decide before a job's order goes on with the device that is plugged in. */
export const PermitQuestion = z.object({
  /**
   * `overwrite`: the profile named holds a seed. `share`: the device holds profiles of somebody else, or of nobody known.
   * `key-trial`: the customer key was refused there, or few tries are left.
   */
  kind: PermitKind,
  serial: z.string(),
  /** The profile to be written over; null for the other kinds. */
  profile: Profile.nullable(),
  /** Tries left for the customer key, as last heard of; null when never. */
  triesLeft: z.int().nullable(),
});
export type PermitQuestion = z.infer<typeof PermitQuestion>;

/**
 * One profile of one device in writing, as in `71234567-03`: what a label, an Entra CSV and a search say. Entra wants a serial to be there
 * once in a tenant, and the profiles of a device share theirs.
 */
export function profileSerial(serial: string, profile: number): string {
  return `${serial}-${String(profile).padStart(2, '0')}`;
}

/** Reads what `profileSerial` writes; null for any other text. */
export function readProfileSerial(text: string): { serial: string; profile: number } | null {
  const [, serial, profile] = /^(.+)-(\d{2})$/.exec(text.trim()) ?? [];
  const read = Serial.safeParse(serial);
  return read.success ? { serial: read.data, profile: Number(profile) } : null;
}
