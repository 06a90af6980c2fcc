import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { readBudget } from './budget-record.js';
import { lookedAtSeconds, secondsLeft } from './seconds-left.js';

/** When the tokens of a batch will all be active in Entra. */
export class FinishTimes {
  readonly #db: Database;
  readonly #speed: number;

  constructor(db: Database, speed: number) {
    this.#db = db;
    this.#speed = speed;
  }

  /** Null where nobody has worked on it of late, where too little is done to tell, or nothing is left. */
  async of(batchId: string, tenantId: string): Promise<Date | null> {
    const { rows } = await sql<{ left: number; activated: number[] | null; now: Date; seconds: number }>`
      SELECT (SELECT count(*)::int FROM depot.job WHERE batch_id = ${batchId} AND route <> 'qr' AND NOT accepted
          AND state NOT IN ('stopped', 'uncertain', 'cancelled', 'lost', 'arrived')) AS left,
        (SELECT array_agg(extract(epoch FROM at)::float8 ORDER BY at) FROM depot.event
          WHERE batch_id = ${batchId} AND kind = 'directory.activated'
          AND at > clock_timestamp() - make_interval(secs => ${lookedAtSeconds / this.#speed}::float8)) AS activated,
        clock_timestamp() AS now, extract(epoch FROM clock_timestamp())::float8 AS seconds`.execute(this.#db);
    const [figures] = rows;
    if (figures === undefined || figures.activated === null) return null;
    const { left, activated, now, seconds } = figures;
    const { budget, now: graphNow } = await readBudget(this.#db, { tenantId, speed: this.#speed });
    const pace = { left, activated, now: seconds };
    const ahead = secondsLeft(pace, budget, graphNow);
    return ahead === null ? null : new Date(now.getTime() + 1000 * ahead);
  }
}
