import { BatchMade, BatchView, RecipientsReport, RouteAdvice } from '@depot/contracts';
import type { EntraCsvRequest, NewBatch } from '@depot/contracts';
import { ask, askForLong, fetchFile } from './request';

const batchViews = BatchView.array();

export const listBatches = () => ask(batchViews, 'GET', 'batches');
export const readBatch = (id: string) => ask(BatchView, 'GET', `batches/${id}`);
export const rehearseBatch = (batch: NewBatch) => askForLong(RecipientsReport, 'batches/rehearsal', batch);
export const makeBatch = (batch: NewBatch) => askForLong(BatchMade, 'batches', batch);

export const adviseOnDraft = (batch: NewBatch) => askForLong(RouteAdvice, 'batches/route-advice', batch);
export const adviseOnBatch = (id: string) => ask(RouteAdvice, 'GET', `batches/${id}/route-advice`);

/** Seeds in clear, for Microsoft's portal: handed straight to the browser's download, kept nowhere. */
export async function fetchEntraCsv(request: EntraCsvRequest): Promise<Blob> {
  const answer = await fetchFile('directory/entra-csv', request);
  return answer.blob();
}
