import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const entraRolesMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE TABLE depot.recipient_roles (
      recipient_id uuid PRIMARY KEY REFERENCES depot.recipient, roles integer, read_at timestamptz,
      tried_at timestamptz NOT NULL DEFAULT now(), trouble text)`.execute(db);
  },
};
