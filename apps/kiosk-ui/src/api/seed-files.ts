import type { SeedFileReport, TakeSeeds } from '@depot/contracts';
import { client } from './client.js';

/** Judges a vendor's seed file, and takes its tokens to stock as `take` says. */
export async function sendSeedFile(file: File, take: TakeSeeds): Promise<SeedFileReport> {
  const query = new URLSearchParams({ take, name: file.name });
  return (await client.post(`/seed-files?${query.toString()}`, { raw: file, type: 'text/csv' })) as SeedFileReport;
}
