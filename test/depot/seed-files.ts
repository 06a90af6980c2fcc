import type { SeedFileView } from '@depot/contracts';
import type { Client } from './client.js';

const between = 40;
const patience = 120_000;

/** Waits until nobody works on a file any more. @param every milliseconds between two looks */
export async function settledSeedFile(admin: Client, id: string, every = between): Promise<SeedFileView> {
  const end = Date.now() + patience;
  for (;;) {
    const view = await admin.get<SeedFileView>(`seed-files/${id}`);
    if (view.status !== 'rehearsing' && view.status !== 'taking') return view;
    if (Date.now() > end) throw new Error(`The seed file is still ${view.status}, at row ${String(view.rows)}.`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** Uploads a seed file and waits for what the rehearsal says of it. */
export async function rehearseSeedFile(
  admin: Client,
  content: string | Uint8Array<ArrayBuffer>,
  name = 'sample.csv',
  every?: number,
): Promise<SeedFileView> {
  const path = `seed-files?name=${encodeURIComponent(name)}`;
  const { id } = await admin.send<SeedFileView>(path, content, 'application/octet-stream');
  return settledSeedFile(admin, id, every);
}

/** Takes the good rows of a file that was judged. */
export async function takeJudged(admin: Client, id: string, every?: number): Promise<SeedFileView> {
  await admin.post(`seed-files/${id}/take`);
  return settledSeedFile(admin, id, every);
}

/** A vendor's file to stock, whole. @throws Error when a row of it is not taken */
export async function takeSeedFile(
  admin: Client,
  content: string | Uint8Array<ArrayBuffer>,
  name?: string,
): Promise<SeedFileView> {
  const judged = await rehearseSeedFile(admin, content, name);
  if (judged.status !== 'judged' || judged.bad > 0) {
    const why = judged.refusal ?? judged.question?.detail ?? judged.findings[0]?.reason ?? '';
    throw new Error(`The seed file is ${judged.status}, ${String(judged.bad)} of its rows bad: ${why}`);
  }
  return takeJudged(admin, judged.id);
}
