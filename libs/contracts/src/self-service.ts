import { z } from 'zod';
import { Digits, Id, Instant, Route, Serial } from './words.js';

/** The letters of a recipient's one-time code: none that is taken for another. 32 of them, so that ten are 50 bits. */
export const selfCodeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const selfCodeLength = 10;
/** A visit at a kiosk ends when nobody touched it for this long. */
export const selfIdleSeconds = 60;

/** As it is typed: in either case, with or without the blank or dash between its two groups. */
export const SelfCode = z
  .string()
  .max(60)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[A-HJ-NP-Z2-9]{10}$/, 'a code is ten letters and digits, as on the slip'));

/** As it is printed. */
export function groupedSelfCode(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`;
}

/** `POST /api/batches/:id/self-codes`: for these jobs, or for every job of the batch that waits. */
export const NewSelfCodes = z.strictObject({
  jobIds: z.array(Id).min(1).max(5000).optional(),
  days: z.int().min(1, 'a code is good for a day at least').max(60, 'a code is good for 60 days at most').default(14),
});

/** The one answer that shows the codes. */
export const SelfCodesMade = z.object({
  expiresAt: Instant,
  codes: z.array(
    z.object({
      jobId: Id,
      number: z.int(),
      upn: z.string(),
      displayName: z.string().nullable(),
      email: z.string().nullable(),
      language: z.enum(['en', 'fr']).nullable(),
      code: z.string(),
    }),
  ),
});
export type SelfCodesMade = z.infer<typeof SelfCodesMade>;

/** `POST /api/self/sign-in` */
export const SelfSignIn = z.strictObject({ code: SelfCode });
/** `POST /api/self/visit/capture`; whose account the QR names is not for the recipient to wave through. */
export const SelfCapture = z.strictObject({ text: z.string().max(4000) });
/** `POST /api/self/visit/choose` */
export const SelfChoice = z.strictObject({ serial: Serial });
/** `POST /api/self/visit/codes` */
export const SelfDigits = z.strictObject({ code: Digits });
/** `POST /api/self/visit/leave` */
export const SelfLeave = z.strictObject({ how: z.enum(['left', 'idle', 'done']) });

/** A station in self-service, as whoever stands before it may know it. */
export const KioskView = z.object({
  stationId: Id,
  stationName: z.string(),
  state: z.enum(['ready', 'offline', 'paused', 'no-reader']),
});
export type KioskView = z.infer<typeof KioskView>;

/** What a recipient does now. `desk`: nothing that they could do alone. */
export const SelfStage = z.enum([
  'capture',
  'scan',
  'burn',
  'uncertain',
  'verify',
  'confirm',
  'activate',
  'wait',
  'done',
  'desk',
]);
export type SelfStage = z.infer<typeof SelfStage>;

/** A recipient's own job, and nothing else of the depot's. */
export const SelfView = z.object({
  kiosk: KioskView,
  number: z.int(),
  name: z.string(),
  upn: z.string(),
  language: z.enum(['en', 'fr']).nullable(),
  route: Route,
  stage: SelfStage,
  /** Of the token that the job holds. */
  serial: z.string().nullable(),
  /** The token on the reader is being written. */
  writing: z.boolean(),
  /** The last token laid down was not taken. */
  declined: z.boolean(),
  triesLeft: z.int(),
  /** False while somebody has yet to register the token in the portal. */
  registered: z.boolean(),
});
export type SelfView = z.infer<typeof SelfView>;
