import { sql } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Database } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';

/** What wrong codes are counted against where no job can be paused for them: a parcel, or a whole station. */
export type WrongCodeSubject =
  | { readonly kind: 'code.wrong-at-arrival' | 'code.wrong-at-activation'; readonly jobId: string }
  | { readonly kind: 'code.unmatched' | 'self.code-refused'; readonly stationId: string };

/** Wrong codes within ten minutes after which no further one is looked at. */
const mostWrong = {
  'code.wrong-at-arrival': 5,
  'code.wrong-at-activation': 5,
  'code.unmatched': 20,
  'self.code-refused': 20,
} as const;
const minutes = 10;
const waitWords = {
  'code.wrong-at-arrival': 'Too many wrong codes for this parcel. Wait ten minutes, or attest the arrival.',
  'code.wrong-at-activation': 'Too many wrong codes for this token. Check its serial, and wait ten minutes.',
  'self.code-refused': 'Too many unknown codes at this station. Ask the desk, or wait ten minutes.',
  'code.unmatched': 'Too many codes at this station fitted no token. Choose the job first, or wait ten minutes.',
} as const;

/** @throws ProblemError `too-many-tries` while the last ten minutes saw too many wrong codes */
export async function refuseGuessing(db: Database, subject: WrongCodeSubject): Promise<void> {
  const { wrong } = await db
    .selectFrom('event')
    .select((row) => row.fn.countAll<number>().as('wrong'))
    .where('kind', '=', subject.kind)
    .where('at', '>', sql<Date>`now() - make_interval(mins => ${minutes})`)
    .where((row) =>
      'jobId' in subject ? row('job_id', '=', subject.jobId) : row('station_id', '=', subject.stationId),
    )
    .executeTakeFirstOrThrow();
  if (wrong < mostWrong[subject.kind]) return;
  throw new ProblemError('too-many-tries', waitWords[subject.kind]);
}

/** Puts a wrong code on the record; the code itself is not part of it. */
export async function countWrongCode(work: UnitOfWork, subject: WrongCodeSubject, actor: Actor): Promise<void> {
  const { kind, ...about } = subject;
  await work.run((trx) => recordEvents(trx, [{ kind, actor, ...about }]));
}
