import { readProfileSerial } from '@depot/contracts';
import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';

/** The ids of jobs that fit what was typed: each way of fitting is a query of its own, which an index can answer. */
export function foundJobs(db: Database, search: string) {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const byPerson = db
    .selectFrom('recipient')
    .innerJoin('job', 'job.recipient_id', 'recipient.id')
    .select('job.id')
    .where((row) => row.or([row('upn', 'like', like), row(sql<string>`lower(display_name)`, 'like', like)]));
  const bySerial = db.selectFrom('job').select('id').where('serial', '=', search.toUpperCase());
  const byTracking = db
    .selectFrom('shipment')
    .innerJoin('job', 'job.shipment_id', 'shipment.id')
    .select('job.id')
    .where('tracking', '=', search);
  const byProfile = jobsOfProfile(db, search);
  const byToken = byProfile === null ? bySerial : bySerial.union(byProfile);
  const found = byPerson.union(byToken).union(byTracking);
  if (!/^\d{1,9}$/.test(search)) return found;
  return found.union(db.selectFrom('job').select('id').where('number', '=', Number(search)));
}

/** As an Entra CSV names a profile of a token with many. */
function jobsOfProfile(db: Database, search: string) {
  const read = readProfileSerial(search);
  if (read === null) return null;
  const { serial, profile } = read;
  return db.selectFrom('job').select('id').where('serial', '=', serial).where('profile', '=', profile);
}
