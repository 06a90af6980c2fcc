import { z } from 'zod';
import { WithReason } from './requests.js';
import { Instant } from './words.js';

/** Events whose details are kept equally long, by what they are about. */
export const EventGroup = z.enum([
  'sign-ins',
  'stations',
  'seed-files',
  'directory',
  'notices',
  'read-outs',
  'line',
  'administration',
]);
export type EventGroup = z.infer<typeof EventGroup>;

/** The chain's own story, what was done with keys and backups, and the certificates of destroyed seeds: kept whole for ever. */
const keptForEver: readonly string[] = ['audit.', 'vault.', 'backup.', 'record.', 'recipient.erased', 'seed.destroyed'];

/** How the kinds of each group begin. A kind that begins with none of these is kept for ever. */
const beginnings: Readonly<Record<EventGroup, readonly string[]>> = {
  'sign-ins': ['person.signed-', 'person.sessions-ended', 'self.'],
  stations: ['station.'],
  'seed-files': ['seed-file.', 'tokens.stocked'],
  directory: ['directory.'],
  notices: ['notice.'],
  'read-outs': ['read-out.'],
  line: ['job.', 'order.', 'code.', 'token.', 'seed.sealed', 'arrival.', 'escrow.'],
  administration: [
    'batch.',
    'person.',
    'people-rules.',
    'read-out-rules.',
    'escrow-rules.',
    'api-key.',
    'access.',
    'customer-key.',
    'pgp-key.',
    'entra-csv.',
  ],
};

/** The group of a kind of event; null for one that is kept whole for ever. */
export function groupOf(kind: string): EventGroup | null {
  if (keptForEver.some((beginning) => kind.startsWith(beginning))) return null;
  return EventGroup.options.find((group) => beginnings[group].some((beginning) => kind.startsWith(beginning))) ?? null;
}

/** Nobody needs a job's events less than a quarter later, nor forgets to look at them that soon. */
export const retentionLimits = { least: 90, most: 3650 } as const;
const within = 'details are kept for a whole number of days, 90 to 3650, or for ever';
export const RetentionDays = z.int(within).min(retentionLimits.least, within).max(retentionLimits.most, within);

export const GroupRetention = z.object({
  group: EventGroup,
  /** Days after which details go; null: never. */
  days: RetentionDays.nullable(),
  /** Events that still have their details. */
  events: z.int(),
  oldest: Instant.nullable(),
  /** Of those, how many lose them with the next look. */
  due: z.int(),
  /** The day on which the first of the others loses them; null where none does. */
  next: Instant.nullable(),
});
export type GroupRetention = z.infer<typeof GroupRetention>;

/** `GET /api/audit/retention` */
export const Retention = z.object({ groups: z.array(GroupRetention) });
export type Retention = z.infer<typeof Retention>;

/** `POST /api/audit/retention` */
export const SetRetention = WithReason.extend({ group: EventGroup, days: RetentionDays.nullable() });
export type SetRetention = z.infer<typeof SetRetention>;

/** `POST /api/audit/retention/preview`: what a choice of days would take, without choosing it. */
export const PreviewRetention = z.strictObject({ group: EventGroup, days: RetentionDays });
export type PreviewRetention = z.infer<typeof PreviewRetention>;
export const RetentionPreview = z.object({ due: z.int(), next: Instant.nullable() });
export type RetentionPreview = z.infer<typeof RetentionPreview>;
