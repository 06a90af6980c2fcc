import { z } from 'zod';
import { Algorithm, Id, Instant, Period } from './words.js';

/**
 * Where an uploaded seed file is: being read without taking anything, waiting for an answer, judged, being taken, taken, or refused
 * as a whole. What is discarded or forgotten is not there any more.
 */
export const SeedFileStatus = z.enum(['uploading', 'rehearsing', 'asking', 'judged', 'taking', 'taken', 'refused']);
export type SeedFileStatus = z.infer<typeof SeedFileStatus>;

/** Bytes. 100,000 tokens' PSKC, the most talkative format, takes 100 MB. */
export const largestSeedFile = 128 * 1024 * 1024;

/** What the content is, whatever the name says. */
export const SeedFileFormat = z.enum(['entra-csv', 'csv', 'pskc']);
export type SeedFileFormat = z.infer<typeof SeedFileFormat>;

/** What a row was found to be. The last five are warnings: such a row is taken. */
export const SeedFindingKind = z.enum([
  'unreadable',
  'spreadsheet',
  'wrong-length',
  'bad-mac',
  'duplicate-serial',
  'duplicate-seed',
  'serial-taken',
  'seed-taken',
  'kept-mac',
  'unknown-model',
  'graph-only',
  'came-back',
  'resaved',
]);
export type SeedFindingKind = z.infer<typeof SeedFindingKind>;

/** Kinds that tell of a row which is taken all the same. */
export const seedWarnings: ReadonlySet<SeedFindingKind> = new Set([
  'kept-mac',
  'unknown-model',
  'graph-only',
  'came-back',
  'resaved',
]);

/** Something to know of one row. Its reason quotes no secret. */
export const SeedFinding = z.object({ line: z.int(), kind: SeedFindingKind, reason: z.string() });
export type SeedFinding = z.infer<typeof SeedFinding>;

const column = z.int().min(0).max(199);

/** Which column of a CSV holds what, counted from 0. */
export const SeedColumns = z.strictObject({
  serial: column,
  secret: column,
  period: column.optional(),
  algorithm: column.optional(),
  manufacturer: column.optional(),
  model: column.optional(),
  upn: column.optional(),
});
export type SeedColumns = z.infer<typeof SeedColumns>;

/** How the seeds of a CSV are written. */
export const SecretEncoding = z.enum(['base32', 'hex']);
export type SecretEncoding = z.infer<typeof SecretEncoding>;

/** How a plain CSV is read: `period` null where a row without one is bad, `encoding` null where the file's own seeds tell. */
export const SeedCsvPlan = z.strictObject({
  columns: SeedColumns,
  period: Period.nullable(),
  algorithm: Algorithm,
  encoding: SecretEncoding.nullable(),
});
export type SeedCsvPlan = z.infer<typeof SeedCsvPlan>;

/** `POST /api/seed-files/:id/answer`: what the file leaves open. What is left out stays as it was said before. */
export const SeedFileAnswer = z.strictObject({
  /** Password, pass phrase or pre-shared key (hex); sealed with the file, and gone with it. */
  secret: z.string().min(1).max(1000).optional(),
  csv: SeedCsvPlan.optional(),
  encoding: SecretEncoding.optional(),
  /** Takes seeds whose MAC is missing or does not fit, each with a warning. */
  keepBadMacs: z.boolean().optional(),
});
export type SeedFileAnswer = z.infer<typeof SeedFileAnswer>;

/** What only a person can say. */
export const SeedFileQuestion = z.object({
  kind: z.enum(['secret', 'columns', 'encoding']),
  detail: z.string(),
  /** An answer was given, and it does not fit. */
  again: z.boolean(),
});
export type SeedFileQuestion = z.infer<typeof SeedFileQuestion>;

/** A plain CSV's first line: what there is to choose from, and what the names suggest. `names` null: it is a token already. */
export const SeedFileHeader = z.object({
  width: z.int(),
  names: z.array(z.string()).nullable(),
  meant: SeedColumns.partial(),
});
export type SeedFileHeader = z.infer<typeof SeedFileHeader>;

/** An uploaded seed file, without anything of its content that is secret. */
export const SeedFileView = z.object({
  id: Id,
  name: z.string(),
  status: SeedFileStatus,
  bytes: z.int(),
  uploadedAt: Instant,
  /** When it goes by itself, with everything that was found in it. */
  forgottenAt: Instant,
  format: SeedFileFormat.nullable(),
  wrappings: z.array(z.enum(['pgp', 'zip'])),
  /** How far the work under way is, from 0 to 1; null where that cannot be told. */
  progress: z.number().nullable(),
  /** Rows read so far. */
  rows: z.int(),
  /** Rows that can be taken, or were. */
  good: z.int(),
  /** Rows whose token and seed are here already, both the same: nothing is to be done for them. */
  here: z.int(),
  /** Rows that are not taken and can be had back. */
  bad: z.int(),
  question: SeedFileQuestion.nullable(),
  /** Of a plain CSV, once it is known. */
  header: SeedFileHeader.nullable(),
  /** Why it is refused as a whole. */
  refusal: z.string().nullable(),
  csv: SeedCsvPlan.nullable(),
  /** The columns were not asked for: they were said before, for a file with the same header. */
  remembered: z.boolean(),
  keepBadMacs: z.boolean(),
  counts: z.array(z.object({ kind: SeedFindingKind, count: z.int() })),
  /** The first of them, by line. */
  findings: z.array(SeedFinding),
});
export type SeedFileView = z.infer<typeof SeedFileView>;

/** The public half of the depot's PGP key pair, for vendors. */
export const PgpKeyView = z.object({
  armored: z.string(),
  fingerprint: z.string(),
  userId: z.string(),
  madeAt: Instant,
});
export type PgpKeyView = z.infer<typeof PgpKeyView>;
