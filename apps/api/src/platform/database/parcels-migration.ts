import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Which parcels left without a tracking number, and who carried the latest ones. */
export const parcelsMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX shipment_untracked ON depot.shipment (sent_at)
      WHERE kind = 'parcel' AND tracking IS NULL`.execute(db);
    await sql`CREATE INDEX shipment_sent ON depot.shipment (sent_at) WHERE kind = 'parcel'`.execute(db);
  },
};
