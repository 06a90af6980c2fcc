import { z } from 'zod';

/** What a signed-in person may be. One person may hold several roles. */
export const Role = z.enum(['admin', 'operator', 'manager', 'helpdesk']);
export type Role = z.infer<typeof Role>;

/** How a token gets its seed: from the user's QR, drawn by the depot, or from the vendor's seed file. */
export const Route = z.enum(['qr', 'own-seed', 'import']);
export type Route = z.infer<typeof Route>;

/** The five verbs of the line; each is a queue. */
export const Step = z.enum(['burn', 'import', 'verify', 'record', 'ship']);
export type Step = z.infer<typeof Step>;

/** A sentence in every language the depot speaks. */
export const Wording = z.object({ en: z.string(), fr: z.string() });
export type Wording = z.infer<typeof Wording>;

/** The HMAC under a token's codes. */
export const Algorithm = z.enum(['SHA1', 'SHA256']);
export type Algorithm = z.infer<typeof Algorithm>;

/** Seconds between two codes. */
export const Period = z.union([z.literal(30), z.literal(60)]);
export type Period = z.infer<typeof Period>;

/**
 * What a token is to its driver: one profile over NFC (second generation), or Molto2 and Molto2 v2, which hold 50 and
 * 100 profiles over USB.
 */
export const TokenFamily = z.enum(['token2-single', 'molto2']);
export type TokenFamily = z.infer<typeof TokenFamily>;

/** A place for one seed on a token, from 0; tokens of one profile have 0 alone. */
export const Profile = z.int().min(0).max(99);

/** What a profile's line on the token's screen says: 1 to 12 bytes of UTF-8. Anybody who holds the token can read it. */
export const ProfileTitle = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'a title has one character or more, and no control characters')
  .refine((text) => utf8Length(text) <= 12, 'a title is 12 bytes at most: letters with accents count twice');

function utf8Length(text: string): number {
  const longer = [0x80, 0x800, 0x10000];
  const bytes = Array.from(text, (one) => 1 + longer.filter((from) => (one.codePointAt(0) ?? 0) >= from).length);
  return bytes.reduce((sum, length) => sum + length, 0);
}

/** A token's serial as printed on it: digits or capital letters, leading zeros kept. */
export const Serial = z
  .string()
  .trim()
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(
    z
      .string()
      .regex(/^[0-9A-Z]{4,24}$/, 'a serial is 4 to 24 letters and digits, as printed on the token')
      .refine((text) => !looksLikeKey(text), 'this looks like a secret key; scan the serial printed on the token'),
  );

/** Microsoft's key in the wrong box: sixteen or more of Base32's letters, most of them no digits. Serials are mostly digits. */
function looksLikeKey(text: string): boolean {
  return /^[A-Z2-7]{16,}$/.test(text) && text.replace(/\d/g, '').length > text.length / 2;
}

/** Six digits off a token's display; blanks between them are allowed. */
export const Digits = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'a code is six digits'));

/**
 * When a token's arrival is proved while its code is being read out: the arrival is refused until that is over, or it closes the read-out
 * at once, or the code that was told may still be seen until it runs out.
 */
export const WhenTokenComes = z.enum(['deny', 'close', 'run-out']);
export type WhenTokenComes = z.infer<typeof WhenTokenComes>;

export const Id = z.uuid();
/** ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
