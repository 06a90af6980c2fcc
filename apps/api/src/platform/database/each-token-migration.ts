import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * A job has a place in the directory for each token that it has held, and no longer one that its next token took over. What was made
 * there for tokens that jobs have let go of meanwhile is to be taken out: the sweeper finds it due.
 */
const statements = [
  `ALTER TABLE depot.directory_token DROP CONSTRAINT directory_token_pkey`,
  `ALTER TABLE depot.directory_token ADD PRIMARY KEY (job_id, serial)`,
  `ALTER TABLE depot.directory_withdrawal ADD COLUMN registered boolean NOT NULL DEFAULT true`,
  `INSERT INTO depot.directory_withdrawal (id, tenant_id, job_id, serial, profile, name, goal, registered)
   SELECT gen_random_uuid(), job.tenant_id, job.id, token.serial, token.profile, slot.serial, 'deleted', false
   FROM depot.directory_token slot JOIN depot.job ON job.id = slot.job_id
   JOIN depot.token ON slot.serial = CASE WHEN token.family = 'molto2'
     THEN token.serial || '-' || lpad(token.profile::text, 2, '0') ELSE token.serial END
   WHERE slot.status IN ('creating', 'assigned', 'activated')
     AND (job.serial IS NULL OR (job.serial, job.profile) <> (token.serial, token.profile))
     AND NOT EXISTS (SELECT FROM depot.directory_withdrawal w WHERE w.job_id = job.id AND w.name = slot.serial)`,
];

export const eachTokenMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
