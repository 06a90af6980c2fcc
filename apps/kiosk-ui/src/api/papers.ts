import { fetchFile } from './request';

/** PDFs: letters beside tokens, one page a parcel. */
export const printLetters = async (parcels: readonly string[]): Promise<Blob> =>
  (await fetchFile('parcels/letters', { parcels })).blob();
/** A new arrival code on paper; the one before is void. */
export const printArrivalLetter = async (jobId: string): Promise<Blob> =>
  (await fetchFile(`jobs/${jobId}/arrival-code/letter`)).blob();
/** All about one token, to be taken away; on record with the reason. */
export const printTokenSheet = async (serial: string, reason: string): Promise<Blob> =>
  (await fetchFile(`tokens/${encodeURIComponent(serial)}/sheet/pdf`, { reason })).blob();
