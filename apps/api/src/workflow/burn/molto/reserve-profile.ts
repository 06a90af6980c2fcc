import type { PermitKind, ProfileState } from '@depot/contracts';
import type { Trx } from '../../../platform/database/database.js';
import { whySetAside } from '../../../tokens/in-doubt/quarantine.js';
import type { JobRecord } from '../../job-record.js';
import { freeOtherTokens } from '../orders.js';
import type { FoundToken, Reservation } from '../reserve-token.js';
import { chooseProfile } from './choose-profile.js';
import type { ProfileChoice } from './choose-profile.js';
import { keyQuestion } from './key-question.js';
import { knownProfiles } from './known-profiles.js';
import type { KnownProfile } from './known-profiles.js';
import { lockMolto } from './molto-record.js';

export interface FoundMolto extends FoundToken {
  readonly profiles: readonly ProfileState[];
}

/**
 * Reserves one profile of a Molto2 for the job in the caller's transaction, or says in a sentence why none, and what somebody may decide.
 * @param keyId the customer key that would be tried
 */
export async function reserveProfile(
  trx: Trx,
  job: JobRecord,
  { found, keyId }: { found: FoundMolto; keyId: string },
): Promise<Reservation> {
  const { serial } = found;
  if (job.serial !== null && job.serial !== serial) {
    const because = `This job was begun on Molto2 ${job.serial}. Plug that one in.`;
    return { reserved: false, because, asks: null };
  }
  const device = await lockMolto(trx, found);
  const aside = await whySetAside(trx, serial);
  if (aside !== null) return { reserved: false, because: aside, asks: null };
  const known = await knownProfiles(trx, serial);
  const permits = await trx
    .selectFrom('permit')
    .select(['kind', 'profile'])
    .where('job_id', '=', job.id)
    .where('serial', '=', serial)
    .execute();
  const choice = chooseProfile({
    ...{ serial, profiles: found.profiles, known, permits },
    job: {
      id: job.id,
      recipientId: job.recipient_id,
      held: job.serial === null ? null : job.profile,
      wanted: job.wanted_profile,
    },
  });
  const ask = (because: string, asks: { kind: PermitKind; profile: number | null } | null): Reservation => ({
    ...{ reserved: false, because },
    asks: asks === null ? null : { ...asks, serial, triesLeft: device.tries_left },
  });
  if ('because' in choice) return ask(choice.because, choice.asks);
  const history = { triesLeft: device.tries_left, wasRefused: device.refused_key === keyId };
  const question = keyQuestion(serial, history);
  const keyTrial = permits.some(({ kind }) => kind === 'key-trial');
  if (question !== null && !keyTrial) return ask(question, { kind: 'key-trial', profile: null });
  await take(trx, job, { found, choice, known });
  if (keyTrial) await spendKeyTrial(trx, job.id, serial);
  return { reserved: true, ...choice, keyTrial, customerKey: keyId };
}

async function take(
  trx: Trx,
  job: JobRecord,
  of: { found: FoundMolto; choice: Extract<ProfileChoice, { profile: number }>; known: readonly KnownProfile[] },
): Promise<void> {
  const { serial, model } = of.found;
  const { profile } = of.choice;
  const isOurs = of.known.some((one) => one.profile === profile && one.jobId === job.id);
  if (!isOurs) {
    const { algorithm, period } = job;
    const row = { status: 'reserved' as const, family: job.family, model, algorithm, period, job_id: job.id };
    await trx
      .insertInto('token')
      .values({ serial, profile, kind: 'programmable', ...row })
      .onConflict((conflict) =>
        conflict.columns(['serial', 'profile']).doUpdateSet({ ...row, seed_id: null, drift: null }),
      )
      .execute();
  }
  await freeOtherTokens(trx, { id: job.id, serial, profile });
}

/** One try was allowed, and it goes out with this order. */
async function spendKeyTrial(trx: Trx, jobId: string, serial: string): Promise<void> {
  await trx
    .deleteFrom('permit')
    .where('job_id', '=', jobId)
    .where('serial', '=', serial)
    .where('kind', '=', 'key-trial')
    .execute();
}
