import { moves, states } from '@depot/contracts';
import type { JobState, Move } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import { together } from '../platform/database/together.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { outboxStep } from '../platform/queue/outbox.js';
import type { JobChange, JobRecord } from './job-record.js';

/** What the record calls each move. */
const eventKinds: Readonly<Record<Move, string>> = {
  take: 'job.taken',
  release: 'job.released',
  capture: 'job.captured',
  choose: 'job.chosen',
  imported: 'job.imported',
  burned: 'job.burned',
  doubt: 'job.uncertain',
  'burn-again': 'job.burn-again',
  prove: 'job.proved',
  accept: 'job.accepted',
  renew: 'job.renewed',
  recorded: 'job.recorded',
  register: 'job.registered',
  activate: 'job.activated',
  pack: 'job.packed',
  unpack: 'job.unpacked',
  post: 'job.posted',
  'hand-over': 'job.hand-over',
  unpost: 'job.unposted',
  shipped: 'job.shipped',
  deliver: 'job.delivered',
  arrive: 'job.arrived',
  return: 'job.returned',
  repack: 'job.repacked',
  'set-aside': 'job.token-set-aside',
  'put-back': 'job.token-put-back',
  lose: 'job.lost',
  stop: 'job.stopped',
  'go-on': 'job.went-on',
  cancel: 'job.cancelled',
};

export interface MoveInput {
  readonly to: JobState;
  readonly actor: Actor;
  readonly set?: JobChange;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * One move of one job: the conditional update, the event and the outbox row of the step it starts, all in the
 * caller's transaction. `job` is the job as the caller last saw it.
 * @throws ProblemError `move-refused` when the table does not allow the move, or somebody else moved the job first.
 */
export async function moveJob(trx: Trx, job: JobRecord, move: Move, input: MoveInput): Promise<JobRecord> {
  const rule = moves[move];
  if (!rule.from.includes(job.state) || !rule.to.includes(input.to)) {
    throw new ProblemError('move-refused', `Job ${String(job.number)} is ${job.state}: ${move} is not possible.`);
  }
  const starts = states[input.to].starts;
  const attempt = starts === undefined ? job.attempt : job.attempt + 1;
  const set = input.set ?? {};
  // All at once: when the update finds the job moved, the rest is undone with the caller's transaction.
  const [moved] = await together(
    trx
      .updateTable('job')
      .set({
        ...(job.state === 'stopped' ? { stop_code: null, stop_detail: null, resumes: null } : {}),
        ...set,
        state: input.to,
        updated_at: sql<Date>`clock_timestamp()`,
        step_done: starts === undefined,
        ...(starts === undefined ? {} : { attempt }),
      })
      .where('id', '=', job.id)
      .where('state', '=', job.state)
      .where('attempt', '=', job.attempt)
      .returningAll()
      .executeTakeFirst(),
    recordEvents(trx, [
      {
        kind: eventKinds[move],
        actor: input.actor,
        batchId: job.batch_id,
        jobId: job.id,
        stationId: set.station_id === undefined ? job.station_id : set.station_id,
        serial: set.serial === undefined ? job.serial : set.serial,
        state: input.to,
        ...(input.facts === undefined ? {} : { facts: input.facts }),
      },
    ]),
    starts === undefined ? Promise.resolve() : outboxStep(trx, starts, { jobId: job.id, attempt }),
  );
  if (moved === undefined) {
    throw new ProblemError('move-refused', `Job ${String(job.number)} was moved by somebody else a moment ago.`);
  }
  return moved;
}
