import { client } from './client.js';

/** The Entra CSV of a batch's jobs that wait to be registered. It holds seeds: it goes straight to the disk. */
export async function downloadEntraCsv(batchId: string, reason: string): Promise<void> {
  const response = await client.send('POST', '/directory/entra-csv', { json: { batchId, reason } });
  const named = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '');
  saveFile(await response.blob(), named?.[1] ?? 'entra.csv');
}

/** Hands a file to the browser's downloads and forgets it at once. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
