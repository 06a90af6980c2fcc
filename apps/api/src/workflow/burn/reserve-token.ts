import type { DeclineKind, DeclinedToken, PermitQuestion } from '@depot/contracts';
import type { Trx } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import { whySetAside } from '../../tokens/in-doubt/quarantine.js';
import type { JobRecord } from '../job-record.js';
import { freeOtherTokens } from './orders.js';

/** A token as the agent identified it. */
export interface FoundToken {
  readonly serial: string;
  readonly model: string;
}

/** What the order is sent with, or why not. `asks`: what somebody may decide about it. */
export type Reservation =
  | {
      readonly reserved: true;
      readonly profile: number;
      readonly overwrite: boolean;
      readonly keyTrial: boolean;
      /** The customer key's id; null for tokens that have none. */
      readonly customerKey: string | null;
    }
  | {
      readonly reserved: false;
      readonly because: string;
      readonly asks: PermitQuestion | null;
      /** For the screens that tell such tokens apart. */
      readonly as?: DeclinedToken;
    };

const reservedWhole: Reservation = {
  reserved: true,
  profile: 0,
  overwrite: false,
  keyTrial: false,
  customerKey: null,
};

/**
 * Reserves a token of one profile for the job in the caller's transaction, or says in a sentence why this token is not
 * for it: a token on the wrong reader is never overwritten.
 */
export async function reserveToken(trx: Trx, job: JobRecord, found: FoundToken): Promise<Reservation> {
  if (job.serial !== null && job.serial !== found.serial) {
    return refuse(`This job was begun on token ${job.serial}. Put that one on a reader.`, {
      ...{ kind: 'other-token', serial: found.serial },
      wanted: job.serial,
    });
  }
  const making = trx
    .insertInto('token')
    .values({
      serial: found.serial,
      profile: 0,
      family: 'token2-single',
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
  const [made, , alone] = await together(
    making,
    freeOtherTokens(trx, { id: job.id, serial: found.serial, profile: 0 }),
    whySetAside(trx, found.serial),
  );
  if (made !== undefined) {
    if (alone === null) return reservedWhole;
    // It was reserved when it was set aside, and then let go: the record had no row of it any more.
    await freeOtherTokens(trx, { id: job.id, serial: null, profile: 0 });
    return refuse(alone, { kind: 'set-aside', serial: found.serial });
  }
  const token = await trx
    .selectFrom('token')
    .selectAll()
    .where('serial', '=', found.serial)
    .where('profile', '=', 0)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // Once more, now that its row is locked; and before it is known for the job's own, which it may have been for longer.
  const aside = await whySetAside(trx, found.serial);
  const ours = token.job_id === job.id && (token.status === 'reserved' || token.status === 'bound');
  if (aside === null && ours && token.kind === 'programmable') return reservedWhole;
  const { other, number, waitsForCode } = await ownerOf(trx, token.job_id, job.station_id);
  const as = (kind: DeclineKind) => ({ kind, serial: found.serial, job: number });
  if (aside !== null) return refuse(aside, as('set-aside'));
  if (token.kind === 'classic')
    return refuse(
      `Token ${found.serial} is a classic one: its seed cannot be written. Use the import route.`,
      as('classic'),
    );
  switch (token.status) {
    case 'stock':
      return refuse(
        `Token ${found.serial} is in stock with its factory seed. Use the import route for it, or take another one.`,
        as('in-stock'),
      );
    case 'reserved':
      // The operator has just switched it off and on, as the screen said.
      if (waitsForCode)
        return refuse(
          `Token ${found.serial} waits for its code (${other}): type its six digits.`,
          as('waits-for-code'),
        );
      return refuse(`Token ${found.serial} belongs to ${other}. Take another one.`, as('other-job'));
    case 'bound':
      return refuse(
        `Token ${found.serial} is in use (${other}) and was not declared returned. Take another one.`,
        as('in-use'),
      );
    case 'retired':
      return refuse(`Token ${found.serial} is retired. Take another one.`, as('retired'));
    case 'returned':
      await trx
        .updateTable('token')
        .set({
          status: 'reserved',
          job_id: job.id,
          model: found.model,
          family: 'token2-single',
          algorithm: job.algorithm,
          period: job.period,
          seed_id: null,
          drift: null,
        })
        .where('serial', '=', found.serial)
        .where('profile', '=', 0)
        .execute();
      return reservedWhole;
  }
}

/** @param stationId where a code could be typed for it */
async function ownerOf(
  trx: Trx,
  jobId: string | null,
  stationId: string | null,
): Promise<{ other: string; number: number | null; waitsForCode: boolean }> {
  const job =
    jobId === null
      ? undefined
      : await trx
          .selectFrom('job')
          .select(['number', 'state', 'station_id'])
          .where('id', '=', jobId)
          .executeTakeFirst();
  if (job === undefined) return { other: 'another job', number: null, waitsForCode: false };
  return {
    other: `job ${String(job.number)}`,
    number: job.number,
    waitsForCode: job.state === 'verifying' && job.station_id === stationId,
  };
}

function refuse(because: string, as: Partial<DeclinedToken> & Pick<DeclinedToken, 'kind' | 'serial'>): Reservation {
  return { reserved: false, because, asks: null, as: { job: null, wanted: null, ...as } };
}
