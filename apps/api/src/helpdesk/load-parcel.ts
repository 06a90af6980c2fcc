import type { ReadOutRules } from '@depot/contracts';
import type { Database } from '../platform/database/database.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { holdsRole } from '../directory/roles/holds-role.js';
import { seedState } from '../platform/vault/seed-state.js';
import type { DoorFacts } from './read-out-door.js';
import { rulesOf } from './rules.service.js';

const dayMs = 86_400_000;

/** Everything that decides about a job's read-outs, as the record has it at this moment. */
export async function loadParcel(db: Database, jobId: string, now: Date) {
  const row = await db
    .selectFrom('job')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .innerJoin('batch', 'batch.id', 'job.batch_id')
    .leftJoin('token', (join) =>
      join.onRef('token.serial', '=', 'job.serial').onRef('token.profile', '=', 'job.profile'),
    )
    .leftJoin('lost_job', (join) => join.onRef('lost_job.job_id', '=', 'job.id').on('lost_job.ended_at', 'is', null))
    .leftJoin('escrow', 'escrow.seed_id', 'job.seed_id')
    .leftJoin('recipient_roles as entra', 'entra.recipient_id', 'recipient.id')
    .selectAll('job')
    .select([
      'recipient.upn',
      'recipient.display_name',
      'recipient.privileged',
      'recipient.reference',
      'recipient.postal_code',
      'recipient.phone',
      'recipient.email',
      'recipient.street',
      'recipient.city',
      'token.drift',
      'batch.when_token_comes',
      seedState('job.seed_id').as('seed'),
      'lost_job.way_in as last_way_in',
      'escrow.over_by',
      'entra.roles as entra_roles',
      'entra.read_at as entra_read_at',
      'entra.trouble as entra_trouble',
    ])
    .where('job.id', '=', jobId)
    .executeTakeFirst();
  if (row === undefined) throw new ProblemError('not-found', 'There is no such job.');
  const rules: ReadOutRules = await rulesOf(db, row.tenant_id);
  const counted = db
    .selectFrom('read_out')
    .select((count) => count.fn.countAll<number>().as('count'))
    .where((is) => is.or([is('status', '=', 'open'), is.and([is('status', '=', 'waiting'), is('until', '>', now)])]));
  const today = await counted
    .where('recipient_id', '=', row.recipient_id)
    .where('asked_at', '>', new Date(now.getTime() - dayMs))
    .executeTakeFirstOrThrow();
  const ofShipment = await counted.where('shipment_id', '=', row.shipment_id).executeTakeFirstOrThrow();
  const facts: DoorFacts = {
    state: row.state,
    seed: row.seed,
    escrowOver: row.over_by === 'none' || row.over_by === 'time',
    privileged: row.privileged || holdsRole(row, now),
    lastWayIn: row.last_way_in === 'read-out',
    recipient: row,
    today: today.count,
    ofShipment: ofShipment.count,
  };
  return {
    job: row,
    rules,
    facts,
    privilegedBy: row.privileged ? ('batch' as const) : facts.privileged ? ('role' as const) : null,
  };
}
