import { z } from 'zod';
import { PermitKind } from './profile-words.js';
import { Upn } from './recipient.js';
import { Digits, Id, Profile, Role, Route, Serial } from './words.js';

const reason = (what: string) => z.string().trim().min(3, `say ${what} in a few words`).max(500);

/** `POST /api/session`. `code`: six digits of the second factor, or a recovery code, for who has set one up. */
export const SignIn = z.strictObject({
  name: z.string().trim().min(1).max(80),
  password: z.string().min(1).max(200),
  code: z.string().trim().max(40).optional(),
});
/** `PATCH /api/session`: how the person wants the kiosk. */
export const Preferences = z.strictObject({ language: z.enum(['en', 'fr']) });
/** `POST /api/people` */
export const NewPerson = z.strictObject({
  name: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{1,78}$/, 'a sign-in name is 2 to 79 letters, digits, dots, dashes'),
  password: z.string().min(12, 'a password has 12 characters or more').max(200),
  roles: z.array(Role).min(1),
});
/** `POST /api/jobs/:id/take` */
export const TakeJob = z.strictObject({ stationId: Id });
/**
 * `POST /api/stations/:id/next`: the oldest that waits, of one batch or some routes only where they are named. `except`: jobs that
 * somebody at this station has just passed over.
 */
export const NextJob = z.strictObject({
  batchId: Id.optional(),
  routes: z.array(Route).min(1).optional(),
  except: z.array(Id).max(500).default([]),
});
/**
 * `POST /api/jobs/:id/capture`: the QR's text, or the key typed from under “Can’t scan image?”. `anyAccount`: somebody has looked, and
 * the account it names is this job's recipient under another name.
 */
export const CaptureText = z.strictObject({ text: z.string().max(4000), anyAccount: z.boolean().default(false) });
/** Any call that takes a scanned serial. */
export const ScannedSerial = z.strictObject({ serial: Serial });
/** `POST /api/jobs/:id/codes`, `POST /api/jobs/:id/activate`, `POST /api/stations/:id/codes` */
export const TypedCode = z.strictObject({ code: Digits });
/** `POST /api/jobs/:id/resynchronise` */
export const TwoCodes = z.strictObject({ first: Digits, second: Digits });
/** Calls that want a reason. */
export const WithReason = z.strictObject({ reason: reason('why') });
/** `POST /api/jobs/:id/cancel`. `methodGone`: the method was removed at Microsoft, or another one works. */
export const CancelJob = z.strictObject({ reason: reason('why'), methodGone: z.boolean().default(false) });
/** `POST /api/jobs/:id/arrive`: proved by a code from the token, or attested by the person signed in. */
export const Arrival = z.union([
  z.strictObject({ code: Digits }),
  z.strictObject({ attestation: reason('how you know') }),
]);
/** `POST /api/stations/pairing-codes` */
export const NewPairingCode = z.strictObject({ name: z.string().trim().min(1).max(80) });
/** `POST /api/stations/:id/pause`; null resumes. */
export const PauseStation = z.strictObject({ note: z.string().trim().min(1).max(300).nullable() });
/** `POST /api/directory/entra-csv`: rows for a batch’s jobs that wait to be registered; for the chosen ones alone where `jobs` is given. */
export const EntraCsvRequest = z.strictObject({
  batchId: Id,
  jobs: z.array(Id).min(1).max(10_000).optional(),
  reason: reason('why'),
});
export type EntraCsvRequest = z.infer<typeof EntraCsvRequest>;
/** `POST /api/recipients/erasure`: in the body, since addresses end up in logs and histories. */
export const EraseRecipient = z.strictObject({ upn: Upn, reason: reason('why') });
/** `POST /api/jobs/:id/profile`: the profile to be written on a token with many; null for the lowest that is free. */
export const NameProfile = z.strictObject({ profile: Profile.nullable() });
/** `POST /api/jobs/:id/permits`: yes to what the job's order asks, for that device. */
export const GivePermit = z.strictObject({
  kind: PermitKind,
  serial: Serial,
  profile: Profile.nullable().default(null),
  reason: reason('why'),
});
/**
 * `POST /api/customer-key`: the key that the depot's Molto2 have, as it was typed when they were given it: printable ASCII, or its bytes in
 * hex. 64 bytes at most.
 */
export const NewCustomerKey = z.strictObject({
  key: z.union([
    z.strictObject({ text: z.string().regex(/^[ -~]{1,64}$/, 'a customer key is 1 to 64 printable ASCII characters') }),
    z.strictObject({
      hex: z.string().regex(/^([0-9A-Fa-f]{2}){1,64}$/, 'a customer key in hex is 1 to 64 pairs of digits'),
    }),
  ]),
  reason: reason('why'),
});
/** `POST /api/directory/connection`: a client secret, or a certificate with its private key (PKCS #8), both PEM. */
export const NewConnection = z.strictObject({
  entraTenant: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(
      /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/,
      'a tenant is its directory id, or one of its domains',
    ),
  clientId: z.string().trim().toLowerCase().pipe(z.uuid('a client id is the application’s id, as Entra shows it')),
  proof: z.union([
    // Entra makes none with blanks at its ends; a copy has them.
    z.strictObject({ secret: z.string().trim().min(1).max(500) }),
    z.strictObject({ certificate: z.string().max(20_000), privateKey: z.string().max(20_000) }),
  ]),
  reason: reason('why'),
});
