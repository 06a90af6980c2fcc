import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Uploaded seed files, sealed piece by piece, what was found in them, and what a CSV's header meant the last time. */
const statements = [
  `CREATE TABLE depot.seed_file (
     id uuid PRIMARY KEY, name text NOT NULL, status text NOT NULL, bytes bigint NOT NULL DEFAULT 0, actor jsonb NOT NULL,
     choices jsonb NOT NULL, format text, wrappings jsonb NOT NULL DEFAULT '[]', question jsonb, refusal text,
     attempt integer NOT NULL DEFAULT 0, next_row integer NOT NULL DEFAULT 0, rows integer, bytes_read bigint NOT NULL DEFAULT 0,
     good integer NOT NULL DEFAULT 0, here integer NOT NULL DEFAULT 0, bad integer NOT NULL DEFAULT 0,
     created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE INDEX seed_file_updated ON depot.seed_file (updated_at)`,
  `CREATE TABLE depot.seed_file_key (
     file_id uuid PRIMARY KEY REFERENCES depot.seed_file ON DELETE CASCADE, window_id text NOT NULL, wrapped_key bytea NOT NULL,
     secret bytea, frame bytea)`,
  `CREATE TABLE depot.seed_file_chunk (
     file_id uuid NOT NULL REFERENCES depot.seed_file ON DELETE CASCADE, position integer NOT NULL, ciphertext bytea NOT NULL,
     PRIMARY KEY (file_id, position))`,
  `CREATE TABLE depot.seed_file_finding (
     file_id uuid NOT NULL REFERENCES depot.seed_file ON DELETE CASCADE, row integer NOT NULL, kind text NOT NULL,
     line integer NOT NULL, reason text NOT NULL, ciphertext bytea, PRIMARY KEY (file_id, row, kind))`,
  `CREATE TABLE depot.csv_columns (
     signature text PRIMARY KEY, plan jsonb NOT NULL, used_at timestamptz NOT NULL)`,
  `CREATE TABLE depot.pgp_key (
     id uuid PRIMARY KEY, armored text NOT NULL, fingerprint text NOT NULL, user_id text NOT NULL, wrapped_key bytea NOT NULL,
     ciphertext bytea NOT NULL, made_at timestamptz NOT NULL)`,
  `CREATE UNIQUE INDEX pgp_key_only_one ON depot.pgp_key ((true))`,
];

export const seedFileMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
