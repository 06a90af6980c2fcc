import type { DirectoryTask } from '@depot/contracts';
import { sql } from 'kysely';
import { theDepot } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Clock } from '../../platform/http/clock.js';
import { PassingProblem, ProblemError } from '../../platform/http/problem-error.js';
import { problemOf } from '../graph/failure-words.js';
import type { GraphConnections } from '../graph/graph-connections.js';
import { askForToday } from './ask-comparison.js';
import { compare } from './compare.js';
import type { Difference, TheirToken } from './compare.js';
import { readLedger } from './read-ledger.js';

/** So many are kept for a tenant. */
const kept = 30;
const atOnce = 500;

/** Reads the whole inventory, lays the ledger beside it and writes down what differs. It changes nothing else. */
export class ComparisonRunner {
  readonly #work: UnitOfWork;
  readonly #connections: GraphConnections;
  readonly #clock: Clock;

  constructor(work: UnitOfWork, connections: GraphConnections, clock: Clock) {
    this.#work = work;
    this.#connections = connections;
    this.#clock = clock;
  }

  /** The day's turn has come. */
  today(): Promise<void> {
    return askForToday(this.#work, this.#clock.now());
  }

  /** `lastTry`: the queue will not try this task again. */
  async run(task: Exclude<DirectoryTask, { kind: 'daily' }>, lastTry: boolean): Promise<void> {
    const asked = await this.#work.read
      .selectFrom('directory_comparison')
      .select(['id', 'tenant_id', sql<Date>`clock_timestamp()`.as('begun')])
      .where('id', '=', task.id)
      .where('status', '=', 'due')
      .executeTakeFirst();
    if (asked === undefined) return;
    try {
      const theirs = await this.#inventory(asked.tenant_id);
      const { ours, known } = await readLedger(this.#work.read, asked.tenant_id, asked.begun);
      const differences = compare({ ours, theirs, known });
      await this.#finish(asked, { ours: ours.length, theirs: theirs.length, differences });
    } catch (error) {
      const isFinal = error instanceof ProblemError && !(error instanceof PassingProblem);
      if (!isFinal && !lastTry) throw error;
      await this.#fail(asked.id, error);
    }
  }

  async #inventory(tenantId: string): Promise<TheirToken[]> {
    const { api } = await this.#connections.of(tenantId);
    try {
      const devices: TheirToken[] = [];
      for await (const device of api.inventory()) devices.push(device);
      return devices;
    } catch (error) {
      throw problemOf(error, { doing: 'Reading Entra’s inventory', need: 'inventory' });
    }
  }

  async #finish(
    asked: { id: string; tenant_id: string },
    found: { ours: number; theirs: number; differences: readonly Difference[] },
  ): Promise<void> {
    const { ours, theirs, differences } = found;
    await this.#work.run(async (trx) => {
      const done = await trx
        .updateTable('directory_comparison')
        .set({ status: 'done', finished_at: sql<Date>`clock_timestamp()`, ours, theirs, detail: null })
        .where('id', '=', asked.id)
        .where('status', '=', 'due')
        .returning('id')
        .executeTakeFirst();
      if (done === undefined) return;
      for (let start = 0; start < differences.length; start += atOnce) {
        const rows = differences.slice(start, start + atOnce).map((each, at) => rowOf(each, asked.id, start + at));
        await trx.insertInto('directory_difference').values(rows).execute();
      }
      await forgetOld(trx, asked.tenant_id);
      const facts = { ours, theirs, differences: differences.length };
      await recordEvents(trx, [{ kind: 'directory.compared', actor: theDepot, facts }]);
    });
  }

  async #fail(id: string, error: unknown): Promise<void> {
    const problem = error instanceof ProblemError ? error : new ProblemError('internal');
    await this.#work.run(async (trx) => {
      await trx
        .updateTable('directory_comparison')
        .set({ status: 'failed', finished_at: sql<Date>`clock_timestamp()`, detail: problem.message })
        .where('id', '=', id)
        .execute();
      const facts = { detail: problem.message, ...problem.facts };
      await recordEvents(trx, [{ kind: 'directory.not-compared', actor: theDepot, facts }]);
    });
  }
}

function rowOf({ kind, serial, ours, theirs }: Difference, comparisonId: string, position: number) {
  return {
    comparison_id: comparisonId,
    position,
    kind,
    serial,
    job_id: ours?.jobId ?? null,
    our_status: ours?.status ?? null,
    device_id: theirs?.id ?? null,
    their_status: theirs?.status ?? null,
    their_owner: theirs?.assignedTo ?? null,
  };
}

async function forgetOld(trx: Trx, tenantId: string): Promise<void> {
  const newest = trx
    .selectFrom('directory_comparison')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .orderBy('asked_at', 'desc')
    .limit(kept);
  await trx
    .deleteFrom('directory_comparison')
    .where('tenant_id', '=', tenantId)
    .where('status', '!=', 'due')
    .where('id', 'not in', newest)
    .execute();
}
