import type { BatchMade, BatchView, JobPage, JobState, NewBatch, RecipientsReport } from '@depot/contracts';
import { client } from './client.js';

export async function listBatches(): Promise<BatchView[]> {
  return (await client.get('/batches')) as BatchView[];
}

export async function readBatch(id: string): Promise<BatchView> {
  return (await client.get(`/batches/${id}`)) as BatchView;
}

/** A batch's jobs in any of `states`; in all of them when none is named. */
export async function readBatchJobs(id: string, states: readonly JobState[], page: number): Promise<JobPage> {
  const query = new URLSearchParams({ page: String(page) });
  if (states.length > 0) query.set('state', states.join(','));
  return (await client.get(`/batches/${id}/jobs?${query.toString()}`)) as JobPage;
}

/** Judges the recipients and makes nothing. */
export async function rehearseBatch(batch: NewBatch): Promise<RecipientsReport> {
  return (await client.post('/batches/rehearsal', { json: batch })) as RecipientsReport;
}

export async function makeBatch(batch: NewBatch): Promise<BatchMade> {
  return (await client.post('/batches', { json: batch })) as BatchMade;
}
