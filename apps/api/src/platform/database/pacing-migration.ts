import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What Graph lets a tenant's calls be, as all replicas together have learned it. */
export const pacingMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE TABLE depot.graph_budget (
      tenant_id uuid PRIMARY KEY REFERENCES depot.tenant, budget jsonb NOT NULL)`.execute(db);
    await sql`CREATE INDEX event_activated ON depot.event (batch_id, at) WHERE kind = 'directory.activated'`.execute(
      db,
    );
  },
};
