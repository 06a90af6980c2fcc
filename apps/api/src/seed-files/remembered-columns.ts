import { Injectable } from '@nestjs/common';
import { SeedCsvPlan } from '@depot/contracts';
import type { Database, Trx } from '../platform/database/database.js';
import { Clock } from '../platform/http/clock.js';
import type { CsvHeader } from './csv/csv-header.js';
import { headerSignature } from './csv/header-signature.js';

/** What somebody once said of a CSV's columns, by its header. */
@Injectable()
export class RememberedColumns {
  constructor(private readonly clock: Clock) {}

  async find(db: Database, header: Pick<CsvHeader, 'names'>): Promise<SeedCsvPlan | null> {
    const signature = headerSignature(header);
    if (signature === null) return null;
    const row = await db.selectFrom('csv_columns').select('plan').where('signature', '=', signature).executeTakeFirst();
    return row === undefined ? null : SeedCsvPlan.parse(row.plan);
  }

  /** Base32 or hex is not remembered: it is the file's seeds that tell, or somebody who is asked each time. */
  async remember(trx: Trx, header: Pick<CsvHeader, 'names'>, said: SeedCsvPlan): Promise<void> {
    const signature = headerSignature(header);
    if (signature === null) return;
    const row = { plan: JSON.stringify({ ...said, encoding: null }), used_at: this.clock.now() };
    await trx
      .insertInto('csv_columns')
      .values({ signature, ...row })
      .onConflict((conflict) => conflict.column('signature').doUpdateSet(row))
      .execute();
  }
}
