import { problems } from '@depot/contracts';
import type { BurnReport } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import type { Trx } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { pauseJob } from '../pause-job.js';
import { keepTries } from './molto/molto-record.js';
import { freeOtherTokens, wantedBy } from './orders.js';
import type { OrderRecord } from './orders.js';

/** Nothing was written and the same order may simply wait on. */
const tryAgainCodes: readonly string[] = ['link-lost', 'token-gone'];

export type Settled = 'settled' | 'wait-on';

/** Puts a burn's report on the record, once: the order closes and the job moves, or the order waits on. */
export async function settleOrder(
  work: UnitOfWork,
  order: OrderRecord,
  report: BurnReport,
  actor: Actor,
): Promise<Settled> {
  return work.run(async (trx) => {
    const job = await lockJob(trx, order.job_id);
    const waitsOn = report.outcome === 'refused' && tryAgainCodes.includes(report.code);
    const updated = await trx
      .updateTable('burn_order')
      .set({
        status: waitsOn ? 'waiting' : 'done',
        reader: waitsOn ? null : report.reader,
        ...(waitsOn ? { ...wantedBy(job), key_trial: false } : { serial: report.serial }),
        report: JSON.stringify(report),
        declined_as: null,
        declined: waitsOn ? 'The token left the reader before anything was written. Put it back.' : null,
      })
      .where('id', '=', order.id)
      .where('status', '=', 'reserved')
      .returning('id')
      .executeTakeFirst();
    if (updated === undefined) return 'settled';
    await keepTries(trx, { job, order, report, actor });
    if (waitsOn) return 'wait-on';
    if (job.state !== 'burning') return 'settled';
    const profile = order.profile ?? 0;
    const held = { serial: report.serial, profile };
    const facts = {
      ...{ order: order.id, reader: report.reader, code: report.code },
      ...(order.family === 'molto2' ? { profile } : {}),
    };
    switch (report.outcome) {
      case 'burned':
        await together(
          trx
            .updateTable('token')
            .set({ seed_id: order.seed_id, algorithm: job.algorithm, period: job.period })
            .where('serial', '=', report.serial)
            .where('profile', '=', profile)
            .execute(),
          moveJob(trx, job, 'burned', { to: 'verifying', actor, set: { ...held, tries: 0 }, facts }),
        );
        break;
      case 'uncertain':
        await moveJob(trx, job, 'doubt', {
          to: 'uncertain',
          actor,
          set: held,
          facts: { ...facts, detail: report.detail },
        });
        break;
      case 'refused':
        await pauseRefused(trx, job, { report, actor });
    }
    return 'settled';
  });
}

/** Nothing was written this time. A token that may hold this job's seed from an earlier time stays the only one for it. */
async function pauseRefused(trx: Trx, job: JobRecord, why: { report: BurnReport; actor: Actor }): Promise<void> {
  const { report, actor } = why;
  if (job.serial === null) await freeOtherTokens(trx, job);
  await pauseJob(trx, job, {
    code: `burn-${report.code}`,
    detail: `${report.detail} Nothing was written. ${whatNext(job, report.code)}`,
    actor,
  });
}

/** Where the vault refused, no token would have done. */
function whatNext(job: JobRecord, code: string): string {
  if (code === 'seed-destroyed') return 'Begin again with a new seed.';
  if (code === 'seed-unreadable') return problems[code].advice;
  if (job.serial === null) return 'Go on with another token.';
  return `Go on and put token ${job.serial} back; if it refuses again, cancel the job and make a new one.`;
}
