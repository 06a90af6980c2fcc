import { BatchMade, BatchView, RecipientsReport, RouteAdvice } from '@depot/contracts';
import type { EntraCsvRequest, NewBatch } from '@depot/contracts';
import { ask, send } from './request';

const batchViews = BatchView.array();

export const listBatches = () => ask(batchViews, 'GET', 'batches');
export const readBatch = (id: string) => ask(BatchView, 'GET', `batches/${id}`);
export const rehearseBatch = (batch: NewBatch) => ask(RecipientsReport, 'POST', 'batches/rehearsal', batch);
export const makeBatch = (batch: NewBatch) => ask(BatchMade, 'POST', 'batches', batch);

export const adviseOnDraft = (batch: NewBatch) => ask(RouteAdvice, 'POST', 'batches/route-advice', batch);
export const adviseOnBatch = (id: string) => ask(RouteAdvice, 'GET', `batches/${id}/route-advice`);

/** Seeds in clear, for Microsoft's portal: handed straight to the browser's download, kept nowhere. */
export async function fetchEntraCsv(request: EntraCsvRequest): Promise<Blob> {
  const answer = await send('POST', 'directory/entra-csv', request);
  return answer.blob();
}
