import { z } from 'zod';

/** The event that says what an erasure took out of the record. */
export const erasureKind = 'recipient.erased';

/** An erased event: its facts and salt are gone. Who did it stays, and is vouched for here from now on. */
export const ErasedEvent = z.object({
  id: z.int(),
  actor_id: z.string().nullable(),
  actor_name: z.string(),
  actor_address: z.string().nullable(),
});
export type ErasedEvent = z.infer<typeof ErasedEvent>;

/** As far as checking the chain needs them, the facts of an erasure. */
export const ErasureFacts = z.object({ events: z.array(ErasedEvent) });
