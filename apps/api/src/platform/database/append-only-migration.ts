import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Makes the database itself keep the record: events and chain can only be added to, except that an erasure takes
 * facts and salt out of an event. Times are kept in whole milliseconds, which is what the chain hashes.
 */
const statements = [
  `ALTER TABLE depot.event
     ALTER COLUMN at TYPE timestamptz(3) USING date_trunc('milliseconds', at),
     ALTER COLUMN salt DROP NOT NULL`,
  `CREATE FUNCTION depot.keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'event' THEN
       IF current_setting('depot.erasing', true) = 'on' AND NEW.salt IS NULL AND NEW.facts = '{}'
         AND to_jsonb(NEW) - 'salt' - 'facts' = to_jsonb(OLD) - 'salt' - 'facts' THEN
         RETURN NEW;
       END IF;
     END IF;
     RAISE EXCEPTION 'The record is append-only: % on depot.% is refused.', TG_OP, TG_TABLE_NAME
       USING ERRCODE = 'restrict_violation';
   END $$`,
  ...['event', 'event_chain'].flatMap((table) => [
    `CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON depot.${table}
       FOR EACH ROW EXECUTE FUNCTION depot.keep_record()`,
    `CREATE TRIGGER keep_table BEFORE TRUNCATE ON depot.${table}
       FOR EACH STATEMENT EXECUTE FUNCTION depot.keep_record()`,
  ]),
];

export const appendOnlyMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
