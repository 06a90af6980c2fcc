import { z } from 'zod';
import { ApiKeyView } from './api-key.js';
import { Id, Instant, Role } from './words.js';

/** What a role opens, in the product's words; `route` is one of the routes behind it, whose roles a test compares with these. */
export const powers = {
  benches: { route: 'POST /api/stations/{id}/next', roles: ['operator', 'admin'] },
  shipping: { route: 'POST /api/parcels/post', roles: ['operator', 'admin'] },
  passes: { route: 'POST /api/jobs/{id}/temporary-pass', roles: ['operator', 'admin'] },
  batches: { route: 'POST /api/batches', roles: ['manager', 'admin'] },
  codes: { route: 'POST /api/batches/{id}/self-codes', roles: ['manager', 'admin'] },
  stopping: { route: 'POST /api/jobs/{id}/cancel', roles: ['operator', 'manager', 'admin'] },
  callers: { route: 'POST /api/helpdesk/checks/{id}/read-outs', roles: ['helpdesk', 'admin'] },
  approving: { route: 'POST /api/helpdesk/read-outs/{id}/decide', roles: ['manager', 'helpdesk', 'admin'] },
  attesting: { route: 'POST /api/jobs/{id}/arrive', roles: ['operator', 'manager', 'helpdesk', 'admin'] },
  people: { route: 'POST /api/people', roles: ['admin'] },
  keys: { route: 'POST /api/keys', roles: ['admin'] },
  stations: { route: 'POST /api/stations/pairing-codes', roles: ['admin'] },
  seedFiles: { route: 'POST /api/seed-files', roles: ['admin'] },
  entraCsv: { route: 'POST /api/directory/entra-csv', roles: ['admin'] },
  connection: { route: 'POST /api/directory/connection', roles: ['admin'] },
  overrides: { route: 'POST /api/tokens/{serial}/reassign', roles: ['admin'] },
  rules: { route: 'POST /api/helpdesk/rules', roles: ['admin'] },
  record: { route: 'POST /api/audit/export', roles: ['admin'] },
  erasure: { route: 'POST /api/recipients/erasure', roles: ['admin'] },
} as const satisfies Record<string, { route: string; roles: readonly Role[] }>;

export type Power = keyof typeof powers;

export function powersOf(roles: readonly Role[]): Power[] {
  return (Object.keys(powers) as Power[]).filter((power) =>
    (powers[power].roles as readonly Role[]).some((role) => roles.includes(role)),
  );
}

/** Acts that a review looks at, each with the kinds of event that are one. */
export const reviewedActs = {
  readOuts: ['read-out.shown'],
  approvals: ['read-out.approved', 'read-out.declined'],
  passes: ['directory.pass-asked'],
  exports: ['audit.exported', 'access.exported', 'token.sheet-made', 'backup.made'],
  csvDownloads: ['entra-csv.downloaded'],
  seedFiles: ['seed-file.uploaded', 'seed-file.taken', 'seed-file.handed-back'],
  holds: ['token.set-aside', 'token.put-back', 'escrow.held', 'escrow.released', 'escrow.ended'],
  overrides: [
    'job.permitted',
    'token.reassigned',
    'token.declared-returned',
    'token.retired',
    'directory.done-by-hand',
  ],
  codes: ['arrival.code-shown', 'self.code-made'],
  administration: [
    'person.added',
    'person.closed',
    'person.reopened',
    'person.password-set',
    'person.factor-reset',
    'person.roles-set',
    'people-rules.changed',
    'audit.retention-set',
    'api-key.made',
    'api-key.rotated',
    'api-key.revoked',
    'station.pairing-code-made',
    'station.revoked',
    'directory.connected',
    'directory.disconnected',
    'customer-key.set',
    'customer-key.forgotten',
    'read-out-rules.opened',
    'read-out-rules.closed',
    'read-out-rules.changed',
    'escrow-rules.changed',
    'recipient.erased',
    'vault.rotation-asked',
    'record.restored',
  ],
} as const satisfies Record<string, readonly string[]>;

export const ReviewedAct = z.enum(Object.keys(reviewedActs) as [keyof typeof reviewedActs]);
export type ReviewedAct = z.infer<typeof ReviewedAct>;

/** How often somebody did what, within the period; what they never did is left out. */
export const ActCounts = z.partialRecord(ReviewedAct, z.int());
export type ActCounts = z.infer<typeof ActCounts>;

export const ReviewedPerson = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(Role),
  /** By a password of this depot's, or at the identity provider. */
  way: z.enum(['password', 'provider']),
  /** Null where the provider sees to it. */
  secondFactor: z.boolean().nullable(),
  /** They cannot sign in. */
  closed: z.boolean(),
  since: Instant,
  /** Null where the record names none. */
  lastSignInAt: Instant.nullable(),
  /** Theirs may be among the sign-ins whose details have left the record: that none is named does not mean that there was none. */
  signInsForgotten: z.boolean(),
  acts: ActCounts,
});
export type ReviewedPerson = z.infer<typeof ReviewedPerson>;

/** Roles as they were given, changed or taken. */
export const RoleChange = z.object({
  at: Instant,
  personId: Id.nullable(),
  name: z.string(),
  /** None where the account was made. */
  before: z.array(Role),
  /** None where the identity provider has taken the last one. */
  after: z.array(Role),
  /** Null where it was the identity provider’s word at a sign-in. */
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type RoleChange = z.infer<typeof RoleChange>;

export const ReviewedStation = z.object({
  id: Id,
  name: z.string(),
  revoked: z.boolean(),
  since: Instant,
  lastSeenAt: Instant.nullable(),
});
export type ReviewedStation = z.infer<typeof ReviewedStation>;

/** An admin's word that what could be done was looked at. */
export const ReviewMark = z.object({ at: Instant, by: z.string(), note: z.string().nullable() });
export type ReviewMark = z.infer<typeof ReviewMark>;

/** After so long without a review an admin is reminded. */
export const reviewEveryDays = 90;

/** `GET /api/access-review/due` */
export const ReviewDue = z.object({ last: ReviewMark.nullable(), due: z.boolean(), dueAt: Instant });
export type ReviewDue = z.infer<typeof ReviewDue>;

/** `GET /api/access-review`: who can do what, and who did it. */
export const AccessReview = ReviewDue.extend({
  from: z.iso.date(),
  to: z.iso.date(),
  people: z.array(ReviewedPerson),
  /** Within the period, the latest first; what has lost its details by then is left out. */
  roleChanges: z.array(RoleChange),
  /** Somebody did it who is no longer there. */
  gone: z.array(z.object({ name: z.string(), acts: ActCounts })),
  keys: z.array(ApiKeyView.extend({ acts: ActCounts })),
  stations: z.array(ReviewedStation),
});
export type AccessReview = z.infer<typeof AccessReview>;

/** Days, in UTC, both of them within it. */
export const ReviewPeriod = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, 'the period ends before it begins');
export type ReviewPeriod = z.infer<typeof ReviewPeriod>;

/** `POST /api/access-review/reviewed` */
export const MarkReviewed = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  note: z.string().trim().max(500).default(''),
});
export type MarkReviewed = z.infer<typeof MarkReviewed>;
