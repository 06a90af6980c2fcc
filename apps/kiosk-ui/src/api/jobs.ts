import type { EventView, JobPage, JobView } from '@depot/contracts';
import { client } from './client.js';

export async function searchJobs(search: string, page: number): Promise<JobPage> {
  const query = new URLSearchParams({ search, page: String(page) });
  return (await client.get(`/jobs?${query.toString()}`)) as JobPage;
}

export async function readJob(id: string): Promise<JobView> {
  return (await client.get(`/jobs/${id}`)) as JobView;
}

export async function readTimeline(id: string): Promise<EventView[]> {
  return (await client.get(`/jobs/${id}/timeline`)) as EventView[];
}
