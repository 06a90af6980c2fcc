import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * How long details of events are kept; and the one further thing that the record lets be done to an event: when its time is over, who did
 * it goes with facts and salt.
 */
const statements = [
  `CREATE TABLE depot.retention ("group" text PRIMARY KEY, days integer NOT NULL)`,
  `CREATE OR REPLACE FUNCTION depot.keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'event' THEN
       IF current_setting('depot.erasing', true) = 'on' AND NEW.salt IS NULL AND NEW.facts = '{}'
         AND to_jsonb(NEW) - 'salt' - 'facts' = to_jsonb(OLD) - 'salt' - 'facts' THEN
         RETURN NEW;
       END IF;
       IF current_setting('depot.expiring', true) = 'on' AND OLD.salt IS NOT NULL AND NEW.salt IS NULL AND NEW.facts = '{}'
         AND NEW.actor_id IS NULL AND NEW.actor_name = '' AND NEW.actor_address IS NULL
         AND to_jsonb(NEW) - 'salt' - 'facts' - 'actor_id' - 'actor_name' - 'actor_address'
           = to_jsonb(OLD) - 'salt' - 'facts' - 'actor_id' - 'actor_name' - 'actor_address' THEN
         RETURN NEW;
       END IF;
     END IF;
     RAISE EXCEPTION 'The record is append-only: % on depot.% is refused.', TG_OP, TG_TABLE_NAME
       USING ERRCODE = 'restrict_violation';
   END $$`,
];

export const retentionMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
