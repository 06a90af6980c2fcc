import { usualOverdueAfter } from '@depot/contracts';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** So many days a tenant lets a token be on its way, in a query that has its `job`. */
const overdueAfter = sql`coalesce(
  (SELECT rules.overdue_after FROM depot.escrow_rules AS rules WHERE rules.tenant_id = job.tenant_id), ${sql.lit(usualOverdueAfter)})`;

/** When it was last told what became of the token: that it was lost (and its codes are still read out), or that its parcel left. */
const lastHeardOf = sql`coalesce(
  (SELECT lost.lost_at FROM depot.lost_job AS lost WHERE lost.job_id = job.id), shipment.sent_at, escrow.begun_at)`;

/**
 * From when on somebody has to decide about a seed that is kept until the arrival, in a query that has its `escrow`, `job` and `shipment`:
 * so many days after its parcel left; after the directory got the token, while it lies in the depot; after it was declared lost, where its codes are
 * the last way in; or when a hold says, if that is later. Null for any other seed.
 */
export const overdueAt: RawBuilder<Date | null> = sql<Date | null>`CASE
  WHEN escrow.until = 'arrival' AND escrow.over_at IS NULL AND escrow.ends_at IS NULL THEN
    greatest(escrow.decide_at, ${lastHeardOf} + make_interval(hours => 24 * ${overdueAfter}))
  END`;
