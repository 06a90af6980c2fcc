import type { Trx } from '../../platform/database/database.js';
import type { JobRecord } from '../job-record.js';
import { freeOtherTokens } from './orders.js';

/** A token as the agent identified it. */
export interface FoundToken {
  readonly serial: string;
  readonly profile: number;
  readonly model: string;
}

export type Reservation = { readonly reserved: true } | { readonly reserved: false; readonly because: string };

/**
 * Reserves (serial, profile) for the job in the caller's transaction, or says in a sentence why this token is not
 * for it: a token on the wrong reader is never overwritten.
 */
export async function reserveToken(trx: Trx, job: JobRecord, found: FoundToken): Promise<Reservation> {
  if (job.serial !== null && job.serial !== found.serial) {
    return refuse(`This job was begun on token ${job.serial}. Put that one on a reader.`);
  }
  const made = await trx
    .insertInto('token')
    .values({
      serial: found.serial,
      profile: found.profile,
      kind: 'programmable',
      model: found.model,
      status: 'reserved',
      algorithm: job.algorithm,
      period: job.period,
      job_id: job.id,
    })
    .onConflict((conflict) => conflict.columns(['serial', 'profile']).doNothing())
    .returning('serial')
    .executeTakeFirst();
  await freeOtherTokens(trx, { id: job.id, serial: found.serial });
  if (made !== undefined) return { reserved: true };
  const token = await trx
    .selectFrom('token')
    .selectAll()
    .where('serial', '=', found.serial)
    .where('profile', '=', found.profile)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const ours = token.job_id === job.id && (token.status === 'reserved' || token.status === 'bound');
  if (ours && token.kind === 'programmable') return { reserved: true };
  const { other, waitsForCode } = await ownerOf(trx, token.job_id);
  if (token.kind === 'classic')
    return refuse(`Token ${found.serial} is a classic one: its seed cannot be written. Use the import route.`);
  switch (token.status) {
    case 'stock':
      return refuse(
        `Token ${found.serial} is in stock with its factory seed. Use the import route for it, or take another one.`,
      );
    case 'reserved':
      // The operator has just switched it off and on, as the screen said.
      if (waitsForCode) return refuse(`Token ${found.serial} waits for its code (${other}): type its six digits.`);
      return refuse(`Token ${found.serial} belongs to ${other}. Take another one.`);
    case 'bound':
      return refuse(`Token ${found.serial} is in use (${other}) and was not declared returned. Take another one.`);
    case 'retired':
      return refuse(`Token ${found.serial} is retired. Take another one.`);
    case 'returned':
      await trx
        .updateTable('token')
        .set({
          status: 'reserved',
          job_id: job.id,
          model: found.model,
          algorithm: job.algorithm,
          period: job.period,
          seed_id: null,
          drift: null,
        })
        .where('serial', '=', found.serial)
        .where('profile', '=', found.profile)
        .execute();
      return { reserved: true };
  }
}

async function ownerOf(trx: Trx, jobId: string | null): Promise<{ other: string; waitsForCode: boolean }> {
  const job =
    jobId === null
      ? undefined
      : await trx.selectFrom('job').select(['number', 'state']).where('id', '=', jobId).executeTakeFirst();
  if (job === undefined) return { other: 'another job', waitsForCode: false };
  return { other: `job ${String(job.number)}`, waitsForCode: job.state === 'verifying' };
}

function refuse(because: string): Reservation {
  return { reserved: false, because };
}
