import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * What was destroyed and does not stand in the list outside the record yet. The database itself sees to it, so that no way of destroying
 * a seed can forget it; the row is there exactly when the destruction is.
 */
const statements = [
  `CREATE TABLE depot.destruction_pending (
     kind text NOT NULL, id uuid NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (kind, id))`,
  `INSERT INTO depot.destruction_pending (kind, id, at)
     SELECT 'seed', id, destroyed_at FROM depot.seed WHERE destroyed_at IS NOT NULL`,
  `CREATE FUNCTION depot.list_destruction() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_TABLE_NAME = 'seed' THEN
       INSERT INTO depot.destruction_pending (kind, id) VALUES ('seed', OLD.id) ON CONFLICT DO NOTHING;
     ELSE
       INSERT INTO depot.destruction_pending (kind, id) VALUES ('file', OLD.file_id) ON CONFLICT DO NOTHING;
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER list_destruction AFTER UPDATE OF destroyed_at ON depot.seed
     FOR EACH ROW WHEN (OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL) EXECUTE FUNCTION depot.list_destruction()`,
  `CREATE TRIGGER list_destruction AFTER DELETE ON depot.seed_file_key
     FOR EACH ROW EXECUTE FUNCTION depot.list_destruction()`,
];

export const destructionsMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
