import { compiledOnce } from '../../platform/database/compiled-once.js';
import type { Trx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { CodePurpose } from './check-code.js';

interface Spent {
  readonly seedId: string;
  readonly purpose: CodePurpose;
  readonly step: number;
}

const spending = compiledOnce((db, given: Spent) =>
  db
    .insertInto('accepted_step')
    .values({ seed_id: given.seedId, purpose: given.purpose, step: given.step })
    .onConflict((conflict) =>
      conflict
        .columns(['seed_id', 'purpose'])
        .doUpdateSet({ step: given.step })
        .where('accepted_step.step', '<', given.step),
    )
    .returning('step'),
);

/**
 * Spends a time step for a purpose: each is accepted once, and none before one that was.
 * @throws ProblemError `used-code` when somebody else spent it between the check and now.
 */
export async function acceptStep(trx: Trx, spend: Spent): Promise<void> {
  const [spent] = await spending(trx, spend);
  if (spent === undefined) throw new ProblemError('used-code');
}
