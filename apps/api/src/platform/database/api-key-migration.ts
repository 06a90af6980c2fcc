import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Keys of programs; and who did what, which the access review counts. */
const statements = [
  `CREATE TABLE depot.api_key (
     id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES depot.tenant, client text NOT NULL, scopes text[] NOT NULL,
     made_by text NOT NULL, made_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, revoked_at timestamptz)`,
  `CREATE TABLE depot.api_key_secret (
     begins text PRIMARY KEY, key_id uuid NOT NULL REFERENCES depot.api_key ON DELETE CASCADE, print text NOT NULL,
     made_at timestamptz NOT NULL, until timestamptz NOT NULL, last_used_at timestamptz, last_address text)`,
  `CREATE INDEX api_key_secret_key ON depot.api_key_secret (key_id)`,
  `CREATE INDEX event_reviewed ON depot.event (id) WHERE kind = 'access.reviewed'`,
];

export const apiKeyMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
