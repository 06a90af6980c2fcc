import { Injectable } from '@nestjs/common';
import { mostParcels } from '@depot/contracts';
import type { ParcelList, ParcelsWhich } from '@depot/contracts';
import type { JobState } from '@depot/contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { addressColumns, postalAddress } from '../../recipients/postal-address.js';
import { foundJobs } from '../found-jobs.js';

/** Of so many parcels that left last it is looked up who carries them to which country. */
const lately = 500;
const statesOf: Readonly<Record<ParcelsWhich, readonly JobState[]>> = {
  packed: ['packed'],
  untracked: ['shipping', 'shipped'],
};

/** Parcels as those see them who post many. */
@Injectable()
export class ParcelViews {
  constructor(private readonly work: UnitOfWork) {}

  /** @param search a person, a city, a serial or a job's number */
  async list(which: ParcelsWhich, search: string): Promise<ParcelList> {
    const matching = this.#matching(which, search);
    const counted = matching.select((row) => row.fn.count<number>('shipment.id').distinct().as('total'));
    const { total } = await counted.executeTakeFirstOrThrow();
    const rows = await matching
      .innerJoin('recipient', 'recipient.id', 'shipment.recipient_id')
      .select([
        'shipment.id',
        'shipment.carrier',
        'shipment.opened_at',
        'shipment.sent_at',
        'recipient.upn',
        'recipient.display_name',
        ...addressColumns,
      ])
      .distinct()
      .orderBy('recipient.country')
      .orderBy('recipient.postal_code')
      .orderBy('recipient.upn')
      .limit(mostParcels)
      .execute();
    const [tokens, carriers] = await Promise.all([
      this.#tokensIn(
        which,
        rows.map(({ id }) => id),
      ),
      this.#carriers(),
    ]);
    const parcels = rows.map((row) => ({
      id: row.id,
      upn: row.upn,
      displayName: row.display_name,
      address: postalAddress(row),
      tokens: tokens
        .filter(({ shipment_id: in_ }) => in_ === row.id)
        .map(({ id, number, serial }) => ({ jobId: id, jobNumber: number, serial: serial ?? '' })),
      usualCarrier: carriers.find(({ country }) => country === row.country)?.carrier ?? null,
      carrier: row.carrier,
      openedAt: row.opened_at.toISOString(),
      sentAt: row.sent_at?.toISOString() ?? null,
    }));
    return { parcels, total };
  }

  #matching(which: ParcelsWhich, search: string) {
    const db = this.work.read;
    const text = search.trim();
    return db
      .selectFrom('shipment')
      .innerJoin('job', 'job.shipment_id', 'shipment.id')
      .where('job.state', 'in', [...statesOf[which]])
      .$if(which === 'packed', (query) => query.where('shipment.sent_at', 'is', null))
      .$if(which === 'untracked', (query) =>
        query
          .where('shipment.sent_at', 'is not', null)
          .where('shipment.kind', '=', 'parcel')
          .where('shipment.tracking', 'is', null),
      )
      .$if(text !== '', (query) =>
        query.where((row) =>
          row.or([
            row('job.id', 'in', foundJobs(db, text)),
            row(
              'shipment.recipient_id',
              'in',
              db
                .selectFrom('recipient')
                .select('recipient.id')
                .where('city', 'ilike', `${text.replace(/[\\%_]/g, '\\$&')}%`),
            ),
          ]),
        ),
      );
  }

  #tokensIn(which: ParcelsWhich, parcels: readonly string[]) {
    if (parcels.length === 0) return Promise.resolve([]);
    return this.work.read
      .selectFrom('job')
      .select(['id', 'number', 'serial', 'shipment_id'])
      .where('shipment_id', 'in', [...parcels])
      .where('state', 'in', [...statesOf[which]])
      .orderBy('number')
      .execute();
  }

  /** The carrier of the latest parcel to each country. */
  #carriers() {
    return this.work.read
      .selectFrom((db) =>
        db
          .selectFrom('shipment')
          .innerJoin('recipient', 'recipient.id', 'shipment.recipient_id')
          .select(['recipient.country', 'shipment.carrier', 'shipment.sent_at'])
          .where('shipment.kind', '=', 'parcel')
          .where('shipment.sent_at', 'is not', null)
          .orderBy('shipment.sent_at', 'desc')
          .limit(lately)
          .as('late'),
      )
      .select(['country', 'carrier'])
      .distinctOn('country')
      .orderBy('country')
      .orderBy('sent_at', 'desc')
      .execute();
  }
}
