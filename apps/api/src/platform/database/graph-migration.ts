import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The connection to Microsoft Graph, and what Graph holds of each job's token. */
const statements = [
  `CREATE TABLE depot.graph_connection (
     tenant_id uuid PRIMARY KEY REFERENCES depot.tenant, id uuid NOT NULL, entra_tenant text NOT NULL, client_id text NOT NULL,
     credential text NOT NULL, certificate text, wrapped_key bytea NOT NULL, ciphertext bytea NOT NULL,
     set_at timestamptz NOT NULL)`,
  `CREATE TABLE depot.directory_token (
     job_id uuid PRIMARY KEY REFERENCES depot.job, seed_id uuid NOT NULL, serial text NOT NULL, status text NOT NULL,
     user_id text, device_id text, method_id text, replaces boolean NOT NULL DEFAULT false,
     trouble text, lease uuid, lease_until timestamptz,
     updated_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE INDEX directory_token_device ON depot.directory_token (device_id)`,
];

export const graphMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
