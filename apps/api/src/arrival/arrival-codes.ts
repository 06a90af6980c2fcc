import type { Trx } from '../platform/database/database.js';
import type { ArrivalSecrets } from '../platform/vault/arrival-secrets.js';
import type { Notices } from '../notices/notices.js';

/** Gives recipients their codes. */
export class ArrivalCodes {
  readonly #secrets: ArrivalSecrets;
  readonly #notices: Notices;

  constructor(secrets: ArrivalSecrets, notices: Notices) {
    this.#secrets = secrets;
    this.#notices = notices;
  }

  /** A new code for a parcel that leaves, sent to its recipient; an earlier one is void. Runs in the caller's transaction. */
  async send(trx: Trx, jobId: string): Promise<void> {
    await this.renew(trx, jobId);
    await this.#notices.notify(trx, { kind: 'arrival-code', jobId });
  }

  /** The same, but sent to nobody. @returns the code, for the one answer that shows it */
  async renew(trx: Trx, jobId: string): Promise<string> {
    const before = await trx
      .selectFrom('arrival_code')
      .select('generation')
      .where('job_id', '=', jobId)
      .forUpdate()
      .executeTakeFirst();
    const generation = (before?.generation ?? 0) + 1;
    const code = this.#secrets.codeOf(jobId, generation);
    const print = this.#secrets.printOf(code);
    await trx
      .insertInto('arrival_code')
      .values({ job_id: jobId, generation, print })
      .onConflict((conflict) => conflict.column('job_id').doUpdateSet({ generation, print, made_at: new Date() }))
      .execute();
    return code;
  }
}
