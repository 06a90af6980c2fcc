import { BurnReport, Id, Instant, Profile } from '@depot/contracts';
import { z } from 'zod';

// Lines of an agent that knew one profile only name none.
const OnlyProfile = Profile.default(0);
const Report = BurnReport.extend({ profile: OnlyProfile, triesLeft: BurnReport.shape.triesLeft.default(null) });

/** One line of the journal. Strict, so that nothing more than this, least of all a seed, is ever written. */
export const JournalLine = z.discriminatedUnion('type', [
  /** On the disk before the first APDU of a burn. */
  z.strictObject({
    type: z.literal('begun'),
    orderId: Id,
    serial: z.string(),
    profile: OnlyProfile,
    reader: z.string(),
    at: Instant,
  }),
  z.strictObject({ type: z.literal('finished'), orderId: Id, report: Report, at: Instant }),
  /** The report is on the depot's record: the order may be forgotten. */
  z.strictObject({ type: z.literal('acknowledged'), orderId: Id }),
]);
export type JournalLine = z.infer<typeof JournalLine>;

/** @returns null for what is no line of a journal */
export function readJournalLine(text: string): JournalLine | null {
  try {
    return JournalLine.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
