import type { ParcelResults } from '@depot/contracts';
import { ProblemError } from '../../platform/http/problem-error.js';
import { problemIn } from '../../platform/http/problem.filter.js';

/**
 * The same done to one parcel after the other: what stops one stops no other. What nobody foresaw, such as a lost database, ends it;
 * what was done until then stays done.
 */
export async function eachParcel<Parcel extends { readonly id: string }>(
  parcels: readonly Parcel[],
  act: (parcel: Parcel) => Promise<void>,
): Promise<ParcelResults> {
  const results: ParcelResults = [];
  for (const parcel of parcels) {
    try {
      await act(parcel);
      results.push({ id: parcel.id, problem: null });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      results.push({ id: parcel.id, problem: problemIn(error) });
    }
  }
  return results;
}
