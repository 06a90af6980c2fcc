import { z } from 'zod';
import { Id, Profile, TokenFamily } from './words.js';

/** `idle`: nothing there. `present`: a token lies there. `busy`: an exchange is under way. `done`: take it away. */
export const ReaderState = z.enum(['idle', 'present', 'busy', 'done', 'declined', 'error']);
export type ReaderState = z.infer<typeof ReaderState>;

/** A reader as the station sees it. */
export const ReaderView = z.object({
  name: z.string().max(200),
  state: ReaderState,
  /** Of what lies there: by the reader's name where that tells, else once it has been identified. */
  family: TokenFamily.nullable(),
  /** Of the token that lies there, once it has been identified; a Molto2 is only when an order asks for one. */
  serial: z.string().nullable(),
  model: z.string().nullable(),
  /** The profile that is being written, or has been. */
  profile: Profile.nullable(),
  /** The order the reader works for. */
  orderId: Id.nullable(),
  /** A sentence for the operator, when something is wrong. */
  detail: z.string().max(300).nullable(),
});
export type ReaderView = z.infer<typeof ReaderView>;

/** One line of an agent's self-test. A `note` keeps nobody from burning tokens there, or is not that machine's to mend. */
export const SelfTestFinding = z.object({ mark: z.enum(['ok', 'note', 'failed']), says: z.string().max(300) });
export type SelfTestFinding = z.infer<typeof SelfTestFinding>;
