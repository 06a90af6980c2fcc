import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { readBudget } from './budget-record.js';
import { graphTime } from './graph-time.js';

/** Seconds of Graph's clock that a pace is taken from: two of its longest windows, so that waiting for one averages out. */
const lookedAtSeconds = 600;
/** Fewer than this say nothing about a pace. */
const fewest = 8;

/** When the tokens of a batch will all be active in Entra. */
export class FinishTimes {
  readonly #db: Database;
  readonly #speed: number;

  constructor(db: Database, speed: number) {
    this.#db = db;
    this.#speed = speed;
  }

  /**
   * By the benches' pace of late or by what Graph allows, whichever is slower; null where nobody has worked on it of
   * late, where too little is done to tell, or nothing is left.
   */
  async of(batchId: string, tenantId: string): Promise<Date | null> {
    const { rows } = await sql<{ left: number; done: number; since: number; seconds: number; now: Date }>`
      WITH late AS (
        SELECT at FROM depot.event WHERE batch_id = ${batchId} AND kind = 'directory.activated'
        AND at > clock_timestamp() - make_interval(secs => ${lookedAtSeconds / this.#speed}::float8)),
        middle AS (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY at) AS at FROM late)
      SELECT (SELECT count(*)::int FROM depot.job WHERE batch_id = ${batchId} AND route <> 'qr' AND NOT accepted
          AND state NOT IN ('stopped', 'uncertain', 'cancelled', 'lost', 'arrived')) AS left,
        (SELECT count(*)::int FROM late) AS done, clock_timestamp() AS now,
        (SELECT count(*)::int FROM late, middle WHERE late.at > middle.at) AS since,
        extract(epoch FROM clock_timestamp() - (SELECT at FROM middle))::float8 AS seconds`.execute(this.#db);
    const [figures] = rows;
    if (figures === undefined || figures.left === 0 || figures.done < fewest) return null;
    const { left, since, seconds, now } = figures;
    const { budget, now: graphNow } = await readBudget(this.#db, { tenantId, speed: this.#speed });
    // Of the later half: while hands warm up and the budget is learned all goes slower.
    const benchSeconds = (left * seconds) / Math.max(1, since);
    const graphSeconds = graphTime(budget, left, graphNow) / 1000 / this.#speed;
    return new Date(now.getTime() + 1000 * Math.max(benchSeconds, graphSeconds));
  }
}
