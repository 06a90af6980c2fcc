import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** People of an identity provider beside local ones, second factors, sessions that can be told apart, and refused sign-ins. */
const statements = [
  `ALTER TABLE depot.person
     ALTER COLUMN password_hash DROP NOT NULL, ADD COLUMN issuer text, ADD COLUMN subject text,
     ADD COLUMN second_factor_at timestamptz, ADD COLUMN closed_at timestamptz,
     ADD CONSTRAINT person_signs_in_one_way CHECK ((password_hash IS NULL) = (issuer IS NOT NULL)
       AND (issuer IS NULL) = (subject IS NULL))`,
  `CREATE UNIQUE INDEX person_of_provider ON depot.person (issuer, subject)`,
  `ALTER TABLE depot.session
     ADD COLUMN way text NOT NULL DEFAULT 'password', ADD COLUMN address text, ADD COLUMN browser text,
     ADD COLUMN used_at timestamptz NOT NULL DEFAULT now()`,
  `CREATE INDEX session_person ON depot.session (person_id)`,
  `CREATE TABLE depot.second_factor (
     person_id uuid PRIMARY KEY REFERENCES depot.person ON DELETE CASCADE, id uuid NOT NULL, wrapped_key bytea NOT NULL,
     ciphertext bytea NOT NULL, set_at timestamptz NOT NULL, last_step bigint NOT NULL DEFAULT -1,
     drift integer NOT NULL DEFAULT 0)`,
  `CREATE TABLE depot.recovery_code (
     person_id uuid NOT NULL REFERENCES depot.person ON DELETE CASCADE, print text NOT NULL,
     PRIMARY KEY (person_id, print))`,
  `CREATE TABLE depot.people_rules (
     only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), second_factor text[] NOT NULL)`,
  `CREATE TABLE depot.refused_sign_in (id bigserial PRIMARY KEY, subject text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
  `CREATE INDEX refused_sign_in_subject ON depot.refused_sign_in (subject, at)`,
  `CREATE INDEX refused_sign_in_at ON depot.refused_sign_in (at)`,
  `CREATE TABLE depot.spent_sign_in (id text PRIMARY KEY, until timestamptz NOT NULL)`,
];

export const peopleMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
