import { z } from 'zod';
import { WithReason } from './requests.js';

/** `GET /api/vault/rotation`: what becomes of the keys that wrap seeds and secrets. Keys are named by ids from which nobody can compute them. */
export const KeyRotationView = z.object({
  /** `rewrapping`: new keys are in force; `retiring`: nothing needs the old ones any more, which are destroyed after `until`. */
  state: z.enum(['idle', 'rewrapping', 'retiring']),
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
  keys: z.array(z.string()),
});
export type KeyRotationView = z.infer<typeof KeyRotationView>;

/** `POST /api/backup`: who may open it is whoever has the pass phrase, or the private half of the key. */
export const NewBackup = z.union([
  WithReason.extend({ passPhrase: z.string().min(16).max(1000) }),
  WithReason.extend({ publicKey: z.string().min(100).max(100_000) }),
]);
export type NewBackup = z.infer<typeof NewBackup>;
