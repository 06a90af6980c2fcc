import type { ColumnType } from 'kysely';

/** Where the chain stood when a day ended, signed. */
export interface AnchorTable {
  /** YYYY-MM-DD, in UTC. */
  day: string;
  seq: number;
  /** 64 hex digits. */
  hash: string;
  at: Date;
  key: string;
  signature: string;
  /** When the address that is to keep it took it. */
  posted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface AnchorTables {
  anchor: AnchorTable;
}
