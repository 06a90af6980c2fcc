import type { Generated } from 'kysely';
import type { Json, WithDefault } from './columns.js';

export interface OutboxTable {
  id: Generated<number>;
  queue: string;
  task_id: string;
  payload: Json<Record<string, unknown>>;
  created_at: WithDefault<Date>;
}

export interface OutboxTables {
  outbox: OutboxTable;
}
