import { z } from 'zod';

/** The first line of a backup's text. */
export const BackupHeader = z.strictObject({
  format: z.literal('token-depot-backup'),
  version: z.literal(1),
  taken: z.iso.datetime(),
  /** Names of the record's migrations, in order. */
  migrations: z.array(z.string()).min(1),
  /** Where the chain stood. */
  head: z.strictObject({ seq: z.int().nonnegative(), hash: z.string() }),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/** The last line: how many rows there were, and SHA-256 (hex) of every line before, line ends included. */
export const BackupEnd = z.strictObject({
  end: z.strictObject({ rows: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
});

/** A row as `row_to_json` writes it, which every PostgreSQL reads again. */
export const BackupRow = z.strictObject({
  table: z.string().regex(/^[a-z_]+$/),
  row: z.record(z.string(), z.unknown()),
});
