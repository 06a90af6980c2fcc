import type { DeclinedToken, OrderStatus, PermitQuestion, TokenFamily } from '@depot/contracts';
import type { ColumnType } from 'kysely';
import type { Json, WithDefault } from './columns.js';

export interface OrderTable {
  id: string;
  job_id: string;
  station_id: string;
  seed_id: string;
  generation: number;
  /** The only token this order may be written on, once that is known. */
  serial: string | null;
  /** Null until it is named or reserved. */
  profile: number | null;
  family: WithDefault<TokenFamily>;
  /** What the profile holds may go. */
  overwrite: WithDefault<boolean>;
  /** A try of the customer key may be spent though few are left, or it was refused before. */
  key_trial: WithDefault<boolean>;
  /** The customer key it is sent with, by its id; null before that, and for other tokens. */
  customer_key: WithDefault<string | null>;
  priority: number;
  status: OrderStatus;
  attempt: WithDefault<number>;
  reader: string | null;
  declined: string | null;
  /** What somebody may decide about the token that was declined. */
  asks: ColumnType<PermitQuestion | null, string | null | undefined, string | null>;
  /** The token that was declined, in parts. */
  declined_as: ColumnType<DeclinedToken | null, string | null | undefined, string | null>;
  report: Json<unknown> | null;
  created_at: WithDefault<Date>;
}

export interface BurnOrderTables {
  burn_order: OrderTable;
}
