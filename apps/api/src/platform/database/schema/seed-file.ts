import type { ColumnType } from 'kysely';
import type {
  SecretEncoding,
  SeedCsvPlan,
  SeedFileFormat,
  SeedFileHeader,
  SeedFileQuestion,
  SeedFileStatus,
  SeedFindingKind,
} from '@depot/contracts';
import type { Json, WithDefault } from './columns.js';

/** What somebody said of a file, without its password. */
export interface SeedFileChoices {
  readonly keepBadMacs: boolean;
  /** A plain CSV's first line, once it was read. */
  readonly header: SeedFileHeader | null;
  readonly csv: SeedCsvPlan | null;
  /** Of a CSV with Entra's columns, where it was asked for. */
  readonly encoding?: SecretEncoding;
  /** `csv` was said before, for a file with the same header. */
  readonly remembered: boolean;
}

/** Who uploaded or took it, for the record. */
export interface SeedFileActor {
  readonly kind: 'person' | 'agent' | 'depot' | 'recipient' | 'key';
  readonly id: string | null;
  readonly name: string;
  readonly address: string | null;
}

export interface SeedFileTable {
  id: string;
  name: string;
  status: SeedFileStatus;
  bytes: WithDefault<number>;
  actor: Json<SeedFileActor>;
  choices: Json<SeedFileChoices>;
  format: SeedFileFormat | null;
  wrappings: ColumnType<('pgp' | 'zip')[], string | undefined, string>;
  question: ColumnType<SeedFileQuestion | null, string | null | undefined, string | null>;
  refusal: string | null;
  /** Counts the pieces of work on it; part of the task's id. */
  attempt: WithDefault<number>;
  /** Rows before this one are done with, in the same transaction as whatever was made of them. */
  next_row: WithDefault<number>;
  /** How many there are; null before the rehearsal has come to the end. */
  rows: number | null;
  bytes_read: WithDefault<number>;
  good: WithDefault<number>;
  here: WithDefault<number>;
  bad: WithDefault<number>;
  created_at: WithDefault<Date>;
  updated_at: WithDefault<Date>;
}

/** A file's data key, wrapped as seeds' are; what else of the file is sealed with it. */
export interface SeedFileKeyTable {
  file_id: string;
  window_id: string;
  wrapped_key: Uint8Array;
  /** The password, pass phrase or pre-shared key that somebody typed. */
  secret: Uint8Array | null;
  /** What stands in the file before and after its rows. */
  frame: Uint8Array | null;
}

export interface SeedFileChunkTable {
  file_id: string;
  position: number;
  ciphertext: Uint8Array;
}

export interface SeedFileFindingTable {
  file_id: string;
  row: number;
  kind: SeedFindingKind;
  line: number;
  reason: string;
  /** The row as it stands in the file; null for a warning. */
  ciphertext: Uint8Array | null;
}

/** How a CSV with a header was read the last time. */
export interface CsvColumnsTable {
  signature: string;
  plan: Json<SeedCsvPlan>;
  used_at: Date;
}

/** The depot's own PGP key pair; there is one. */
export interface PgpKeyTable {
  id: string;
  /** The public half. */
  armored: string;
  fingerprint: string;
  user_id: string;
  wrapped_key: Uint8Array;
  ciphertext: Uint8Array;
  made_at: Date;
}

export interface SeedFileTables {
  seed_file: SeedFileTable;
  seed_file_key: SeedFileKeyTable;
  seed_file_chunk: SeedFileChunkTable;
  seed_file_finding: SeedFileFindingTable;
  csv_columns: CsvColumnsTable;
  pgp_key: PgpKeyTable;
}
