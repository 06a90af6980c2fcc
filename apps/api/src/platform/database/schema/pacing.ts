import type { ColumnType } from 'kysely';

/** What Graph lets a tenant's calls be; one row, which whoever asks for a turn locks. */
export interface GraphBudgetTable {
  tenant_id: string;
  /** A `Budget`, as directory/pacing writes it. */
  budget: ColumnType<unknown, string, string>;
}

export interface PacingTables {
  graph_budget: GraphBudgetTable;
}
