import { z } from 'zod';
import { PersonView } from './person-view.js';
import { Digits, Id, Instant, Role } from './words.js';

/** How somebody signed in: by name and password, or at the identity provider. */
export const SignInWay = z.enum(['password', 'provider']);
export type SignInWay = z.infer<typeof SignInWay>;

/** A person as an admin sees them among the others. */
export const PersonRow = PersonView.extend({
  way: SignInWay,
  /** Since when they have a second factor here; null without one, and for people of the provider. */
  secondFactorAt: Instant.nullable(),
  /** Since when they can no longer sign in. */
  closedAt: Instant.nullable(),
});
export type PersonRow = z.infer<typeof PersonRow>;

/** A browser that is signed in. The `id` opens nothing: it is a hash of what the browser has. */
export const SessionView = z.object({
  id: z.string(),
  way: SignInWay,
  address: z.string().nullable(),
  /** Such as “Chrome on Windows”, as the browser calls itself. */
  browser: z.string().nullable(),
  since: Instant,
  /** To the minute. */
  lastUseAt: Instant,
  /** When it ends, whatever is done until then. */
  until: Instant,
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const PersonSession = SessionView.extend({ personId: Id, name: z.string() });
export type PersonSession = z.infer<typeof PersonSession>;

/** How many sessions ended. */
export const SessionsEnded = z.object({ ended: z.int() });
export type SessionsEnded = z.infer<typeof SessionsEnded>;

const password = z.string().min(12, 'a password has 12 characters or more').max(200);
const reason = z.string().trim().min(3, 'say why in a few words').max(500);
/** Whoever changes how they sign in says once more who they are. */
const oneself = { password: z.string().min(1).max(200), code: z.string().trim().max(40).optional() };

/** `POST /api/session/password` */
export const ChangePassword = z.strictObject({ ...oneself, next: password });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** `POST /api/session/second-factor/offer`, `…/remove`, `…/recovery-codes` */
export const Oneself = z.strictObject(oneself);
export type Oneself = z.infer<typeof Oneself>;

/** A second factor to be set up: what the QR code says, and the same key to be typed. In this answer and nowhere else. */
export const FactorOffer = z.object({ uri: z.string(), key: z.string() });
export type FactorOffer = z.infer<typeof FactorOffer>;

/** `POST /api/session/second-factor/confirm` */
export const ConfirmFactor = z.strictObject({ code: Digits });

/** One-time codes for when the second factor is not at hand. In this answer and nowhere else. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** `GET /api/session/second-factor` */
export const FactorView = z.object({
  way: SignInWay,
  setUpAt: Instant.nullable(),
  /** Recovery codes that were not used yet. */
  codesLeft: z.int(),
  /** One of the person's roles takes it. */
  required: z.boolean(),
});
export type FactorView = z.infer<typeof FactorView>;

/** Roles whose local people must have a second factor. */
export const PeopleRules = z.object({ secondFactor: z.array(Role) });
export type PeopleRules = z.infer<typeof PeopleRules>;

/** `POST /api/people/rules` */
export const SetPeopleRules = z.strictObject({ secondFactor: z.array(Role), reason });
export type SetPeopleRules = z.infer<typeof SetPeopleRules>;

/** `POST /api/people/:id/password` */
export const NewPassword = z.strictObject({ password, reason });
export type NewPassword = z.infer<typeof NewPassword>;

const aRole = z.enum(Role.options, 'a role is admin, operator, manager or helpdesk');
const atLeastOne = 'choose one role at least; an account that is to have none is closed';

const eachOnce = (roles: readonly Role[]): boolean => new Set(roles).size === roles.length;

/** `POST /api/people/:id/roles`: all that the person has from then on. */
export const SetRoles = z.strictObject({
  roles: z.array(aRole).min(1, atLeastOne).refine(eachOnce, 'name each role once'),
  reason,
});
export type SetRoles = z.infer<typeof SetRoles>;
