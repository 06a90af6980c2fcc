import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Families of tokens, tokens with many profiles, and the customer key that opens them. */
const statements = [
  `ALTER TABLE depot.batch
     ADD family text NOT NULL DEFAULT 'token2-single', ADD title text NOT NULL DEFAULT 'number'`,
  `ALTER TABLE depot.job ADD family text NOT NULL DEFAULT 'token2-single', ADD wanted_profile integer`,
  `ALTER TABLE depot.token ADD family text`,
  `UPDATE depot.token SET family = 'token2-single' WHERE kind = 'programmable'`,
  `ALTER TABLE depot.burn_order
     ALTER COLUMN profile DROP NOT NULL, ALTER COLUMN profile DROP DEFAULT,
     ADD family text NOT NULL DEFAULT 'token2-single', ADD overwrite boolean NOT NULL DEFAULT false,
     ADD key_trial boolean NOT NULL DEFAULT false, ADD customer_key text, ADD asks jsonb`,
  `CREATE INDEX burn_order_token ON depot.burn_order (serial, profile) WHERE status = 'done'`,
  `CREATE TABLE depot.molto (
     serial text PRIMARY KEY, model text NOT NULL, tries_left integer, refused_key text,
     seen_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE depot.permit (
     id uuid PRIMARY KEY, job_id uuid NOT NULL REFERENCES depot.job, kind text NOT NULL, serial text NOT NULL,
     profile integer, given_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE INDEX permit_job ON depot.permit (job_id)`,
  `CREATE TABLE depot.customer_key (
     tenant_id uuid PRIMARY KEY REFERENCES depot.tenant, id uuid NOT NULL, wrapped_key bytea NOT NULL,
     ciphertext bytea NOT NULL, set_at timestamptz NOT NULL)`,
];

export const moltoMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
