import { matchCode } from '@depot/totp';
import { compiledOnce } from '../../platform/database/compiled-once.js';
import type { Database } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import type { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../job-record.js';

/** Codes for an activation are compared and not spent: whether one counts twice is for the directory to say. */
export type CodePurpose = 'verify' | 'arrival' | 'activation';

export type CodeVerdict =
  | { readonly kind: 'match'; readonly step: number; readonly drift: number }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'outside' };

/** What is known of the token whose code is checked. */
export interface CodeContext {
  readonly seedId: string;
  readonly drift: number | null;
  readonly purpose: CodePurpose;
}

const acceptedStep = compiledOnce((db, given: Pick<CodeContext, 'seedId' | 'purpose'>) =>
  db
    .selectFrom('accepted_step')
    .select('step')
    .where('seed_id', '=', given.seedId)
    .where('purpose', '=', given.purpose),
);

/** Compares six digits with a job's seed in the bounded window around now, shifted by the token's known drift. */
export async function checkCode(
  deps: { db: Database; vault: Vault; now: number },
  job: Pick<JobRecord, 'algorithm' | 'period'>,
  code: string,
  context: CodeContext,
): Promise<CodeVerdict> {
  const found = await deps.db.connection().execute(async (db) => {
    const spent = acceptedStep(db, context);
    const matching = deps.vault.use(db, context.seedId, async (seed) => {
      const [used] = await spent;
      return matchCode(
        seed.expose(),
        { algorithm: job.algorithm, digits: 6, period: job.period },
        {
          code,
          now: deps.now,
          ...(context.drift === null ? {} : { drift: context.drift }),
          ...(used === undefined ? {} : { after: used.step }),
        },
      );
    });
    const [, match] = await together(spent, matching);
    return match;
  });
  switch (found.kind) {
    case 'match':
      return { kind: 'match', step: found.step, drift: found.drift };
    case 'replayed':
      return { kind: 'replayed' };
    case 'outside':
    case 'malformed':
      return { kind: 'outside' };
  }
}
