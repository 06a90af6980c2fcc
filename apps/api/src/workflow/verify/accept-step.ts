import type { Trx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { CodePurpose } from './check-code.js';

/**
 * Spends a time step for a purpose: each is accepted once, and none before one that was.
 * @throws ProblemError `used-code` when somebody else spent it between the check and now.
 */
export async function acceptStep(
  trx: Trx,
  spend: { seedId: string; purpose: CodePurpose; step: number },
): Promise<void> {
  const spent = await trx
    .insertInto('accepted_step')
    .values({ seed_id: spend.seedId, purpose: spend.purpose, step: spend.step })
    .onConflict((conflict) =>
      conflict
        .columns(['seed_id', 'purpose'])
        .doUpdateSet({ step: spend.step })
        .where('accepted_step.step', '<', spend.step),
    )
    .returning('step')
    .executeTakeFirst();
  if (spent === undefined) throw new ProblemError('used-code');
}
