import { openApiSource } from './api-source.js';
import { chooseDepot } from './choose-depot.js';
import type { AskedSource } from './choose-depot.js';
import { openDatabaseSource } from './database-source.js';
import type { RecordSource } from './record-source.js';

/** The record of the depot that the settings name. @throws CommandRefused, StartRefused */
export async function chooseSource(
  environment: Readonly<Record<string, string | undefined>>,
  asked: AskedSource,
): Promise<RecordSource & { noteExport?(): Promise<void> }> {
  const place = await chooseDepot(environment, asked);
  return place.kind === 'api' ? openApiSource(place.line, place.signIn) : openDatabaseSource(place.config);
}
