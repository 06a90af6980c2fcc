import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What people outside the depot are told, by mail and webhook. */
const statements = [
  `CREATE TABLE depot.notice (
     id uuid PRIMARY KEY, kind text NOT NULL, channel text NOT NULL, job_id uuid NOT NULL REFERENCES depot.job,
     status text NOT NULL DEFAULT 'due', attempt integer NOT NULL DEFAULT 0, tries integer NOT NULL DEFAULT 0,
     due_at timestamptz NOT NULL DEFAULT now(), trouble text, answer text,
     made_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz)`,
  `CREATE INDEX notice_open ON depot.notice (due_at) WHERE status IN ('due', 'stuck')`,
];

export const noticesMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
