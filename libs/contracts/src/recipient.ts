import { z } from 'zod';
import { Escrow, usualEscrow } from './escrow.js';
import { TokenChoice, usualTokens } from './token-choice.js';
import { Id, Route, WhenTokenComes } from './words.js';

const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null);

/** A user principal name: one @, no blanks. */
export const Upn = z
  .string()
  .trim()
  .toLowerCase()
  .max(113)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'a UPN looks like someone@contoso.com');

/** Where the parcel goes, in parts. Country: ISO 3166-1 alpha-2. */
export const PostalAddress = z.object({
  street: optionalText(200),
  extra: optionalText(200),
  postalCode: optionalText(20),
  city: optionalText(100),
  region: optionalText(100),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([A-Z]{2})?$/, 'a country is two letters (ISO 3166), such as FR')
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null),
});
export type PostalAddress = z.infer<typeof PostalAddress>;

/** The person a token is for. Every part but the UPN may be missing until a step needs it. */
export const Recipient = z.object({
  upn: Upn,
  displayName: optionalText(200),
  email: z
    .union([z.literal(''), z.email('an e-mail looks like someone@example.org')])
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null),
  phone: optionalText(40),
  language: z
    .union([z.literal(''), z.enum(['en', 'fr'], 'the language is en or fr')])
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null),
  privileged: z.boolean().default(false),
  reference: optionalText(100),
  address: PostalAddress,
});
export type Recipient = z.infer<typeof Recipient>;

/** The columns of a recipients' CSV; only `upn` is required, case and order do not matter. */
export const recipientColumns = [
  'upn',
  'display name',
  'email',
  'phone',
  'language',
  'privileged',
  'reference',
  'street',
  'extra',
  'postal code',
  'city',
  'region',
  'country',
  'route',
] as const;
export type RecipientColumn = (typeof recipientColumns)[number];

/** One line of a CSV that was judged: line 1 is the header. */
export const BadLine = z.object({ line: z.int(), reason: z.string() });
export type BadLine = z.infer<typeof BadLine>;

/** What an upload of recipients would make. */
export const RecipientsReport = z.object({
  good: z.int(),
  bad: z.array(BadLine),
  warnings: z.array(BadLine),
});
export type RecipientsReport = z.infer<typeof RecipientsReport>;

/** Making a batch. With bad lines nothing is made unless `takeGood` is set. */
export const NewBatch = z.strictObject({
  /** Drawn by whoever asks. Asked again under the same one, after an answer that was lost, nothing is made twice. */
  id: Id.optional(),
  name: z.string().trim().min(1, 'a batch needs a name').max(120),
  route: Route,
  tokens: TokenChoice.default(usualTokens),
  csv: z.string().max(8_000_000),
  takeGood: z.boolean().default(false),
  /** Where a typed code came too late for the directory, one computed from the seed may activate the token: no proof of possession. */
  computedCode: z.boolean().default(false),
  /** Its recipients may burn their own token at a kiosk; not for tokens of many profiles. */
  selfService: z.boolean().default(false),
  whenTokenComes: WhenTokenComes.default('close'),
  /** How long its seeds stay once the directory has their tokens. */
  escrow: Escrow.default(usualEscrow),
});
export type NewBatch = z.input<typeof NewBatch>;
