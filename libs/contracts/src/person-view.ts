import { z } from 'zod';
import { Id, Instant, Role } from './words.js';

/** The person signed in. `needsFactor`: one of their roles takes a second factor, and they have to set it up before anything else. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(Role),
  /** Null until they have chosen one: then the browser's counts. */
  language: z.enum(['en', 'fr']).nullable(),
  needsFactor: z.boolean().optional(),
});
export type Me = z.infer<typeof Me>;

export const PersonView = Me.omit({ needsFactor: true }).extend({ createdAt: Instant });
export type PersonView = z.infer<typeof PersonView>;
