import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** How long seeds stay once the directory has their tokens. What was on its way before keeps what it was promised: until it has arrived. */
const statements = [
  `ALTER TABLE depot.batch ADD COLUMN escrow text NOT NULL DEFAULT 'arrival'`,
  `ALTER TABLE depot.batch ALTER COLUMN escrow SET DEFAULT '21'`,
  `CREATE TABLE depot.escrow (
     seed_id uuid PRIMARY KEY REFERENCES depot.seed, job_id uuid NOT NULL REFERENCES depot.job, until text NOT NULL,
     begun_at timestamptz NOT NULL, ends_at timestamptz, longest_at timestamptz NOT NULL, warned_at timestamptz,
     marked_at timestamptz, held_name text, held_reason text, held_at timestamptz, over_at timestamptz, over_by text)`,
  `CREATE INDEX escrow_end ON depot.escrow (ends_at) WHERE over_at IS NULL`,
  `CREATE INDEX escrow_job ON depot.escrow (job_id)`,
  `CREATE TABLE depot.escrow_day (
     day text PRIMARY KEY, status text NOT NULL DEFAULT 'due', marked integer NOT NULL DEFAULT 0,
     warned integer NOT NULL DEFAULT 0, planned_at timestamptz NOT NULL DEFAULT now(), done_at timestamptz)`,
  `INSERT INTO depot.escrow (seed_id, job_id, until, begun_at, longest_at)
     SELECT seed.id, job.id, 'arrival', now(), now() + interval '30 days'
     FROM depot.job JOIN depot.seed ON seed.id = job.seed_id
     WHERE seed.destroyed_at IS NULL AND coalesce(job.resumes, job.state) IN (
       'packing', 'packed', 'shipping', 'shipped', 'handed-over', 'delivered', 'returned', 'lost')
     ON CONFLICT DO NOTHING`,
  `ALTER TABLE depot.notice ALTER COLUMN job_id DROP NOT NULL`,
  `ALTER TABLE depot.notice ADD COLUMN day text`,
  `ALTER TABLE depot.seed ADD COLUMN earlier_windows text[] NOT NULL DEFAULT '{}'`,
  `CREATE INDEX seed_window_gone ON depot.seed (window_id) WHERE destroyed_at IS NOT NULL`,
];

export const escrowMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
