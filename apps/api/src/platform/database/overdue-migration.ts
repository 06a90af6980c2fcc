import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Seeds that are kept until the arrival of tokens that do not arrive: when somebody has to decide, and whether somebody said to wait. */
const statements = [
  `CREATE TABLE depot.escrow_rules (tenant_id uuid PRIMARY KEY REFERENCES depot.tenant, overdue_after integer NOT NULL)`,
  `ALTER TABLE depot.escrow ADD COLUMN decide_at timestamptz`,
  `ALTER TABLE depot.escrow_day ADD COLUMN overdue integer NOT NULL DEFAULT 0`,
  `CREATE INDEX escrow_open ON depot.escrow (begun_at) WHERE over_at IS NULL AND ends_at IS NULL`,
  `CREATE INDEX escrow_held ON depot.escrow (held_at) WHERE over_at IS NULL AND held_at IS NOT NULL`,
];

export const overdueMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
