import { Injectable } from '@nestjs/common';
import type { JobState } from '@depot/contracts';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { addressColumns } from '../recipients/postal-address.js';
import { LetterRules } from './letter-rules.js';
import { openPaper } from './paper.js';
import type { Paper } from './paper.js';
import { letterTitle, namesOn, writeParcelLetter } from './parcel-letter.js';
import type { LetterParcel } from './parcel-letter.js';

/** A token lies in a parcel once its code fitted, its serial was scanned, and it is bound to the parcel's recipient. */
const inParcel: readonly JobState[] = ['packed', 'shipping', 'shipped'];

/** The letters beside the tokens: one for each parcel, a page each. */
@Injectable()
export class ParcelLetters {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rules: LetterRules,
  ) {}

  /**
   * In the order asked for. @returns a PDF
   * @throws ProblemError `not-found`, `move-refused` for a parcel with nothing in it, `letter-unprintable` naming whose name or address it is
   */
  async print(ids: readonly string[]): Promise<Uint8Array> {
    const parcels = await this.#parcels([...new Set(ids)]);
    const first = parcels[0]?.language ?? 'en';
    const paper = await openPaper({ title: letterTitle(first), language: first });
    refuseUnprintable(paper, parcels);
    for (const parcel of parcels) writeParcelLetter(paper, parcel, this.rules.settings);
    return paper.bytes();
  }

  async #parcels(ids: readonly string[]): Promise<LetterParcel[]> {
    const rows = await this.work.read
      .selectFrom('shipment')
      .innerJoin('recipient', 'recipient.id', 'shipment.recipient_id')
      .select(['shipment.id', 'upn', 'display_name', 'language', ...addressColumns])
      .where('shipment.id', 'in', [...ids])
      .execute();
    const jobs = await this.work.read
      .selectFrom('job')
      .innerJoin('shipment', 'shipment.id', 'job.shipment_id')
      .innerJoin('binding', (join) =>
        join
          .onRef('binding.job_id', '=', 'job.id')
          .onRef('binding.serial', '=', 'job.serial')
          .onRef('binding.recipient_id', '=', 'shipment.recipient_id')
          .on('binding.ended_at', 'is', null),
      )
      .select(['job.number', 'job.shipment_id'])
      .where('job.shipment_id', 'in', [...ids])
      .where('job.state', 'in', [...inParcel])
      .orderBy('job.number')
      .execute();
    return ids.map((id) => {
      const row = rows.find((one) => one.id === id);
      if (row === undefined) throw new ProblemError('not-found', 'There is no such parcel.');
      const jobNumbers = jobs.filter((job) => job.shipment_id === id).map(({ number }) => number);
      if (jobNumbers.length === 0) {
        throw new ProblemError('move-refused', 'No token lies in this parcel: scan it into the parcel first.');
      }
      return { ...row, jobNumbers };
    });
  }
}

/** Rather none than one with holes in its address. */
function refuseUnprintable(paper: Paper, parcels: readonly LetterParcel[]): void {
  const bad = parcels.flatMap((parcel) => {
    const signs = paper.unprintable(namesOn(parcel));
    return signs.length === 0 ? [] : [{ job: parcel.jobNumbers[0] ?? 0, signs: signs.slice(0, 8).join(' ') }];
  });
  if (bad.length === 0) return;
  const said = bad.map(({ job, signs }) => `job ${String(job)} (${signs})`).join(', ');
  throw new ProblemError('letter-unprintable', `Signs that the letter’s font does not have: ${said}.`, {
    jobs: bad.map(({ job }) => job),
  });
}
