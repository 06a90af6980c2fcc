import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readAdminSignIn } from '../../platform/config/admin-sign-in.js';
import { readConfig } from '../../platform/config/config.js';
import type { Config } from '../../platform/config/config.js';
import { CommandRefused } from '../command.js';
import { openApiSource, whyNoDepotAt } from './api-source.js';
import { askSignIn } from './ask-sign-in.js';
import { openDatabaseSource } from './database-source.js';
import type { RecordSource } from './record-source.js';

/**
 * The record of the depot that the settings name: through its API where `--url` says so, else the database where
 * `DATABASE_URL` is set, else through the API of the depot that runs here, else the data folder that none holds.
 * @throws CommandRefused, StartRefused
 */
export async function chooseSource(
  environment: Readonly<Record<string, string | undefined>>,
  asked: { url: string | undefined },
): Promise<RecordSource & { noteExport?(): Promise<void> }> {
  const config = readConfig(environment);
  if (asked.url === undefined && config.databaseUrl !== null) return openDatabaseSource(config);
  const url = asked.url?.replace(/\/+$/, '') ?? addressOf(config);
  if (!URL.canParse(url)) throw new CommandRefused(`--url ${url} is not an address such as http://127.0.0.1:8080.`);
  const why = await whyNoDepotAt(url);
  if (why === null) return openApiSource(url, await askSignIn(readAdminSignIn(environment), url));
  if (asked.url !== undefined) throw new CommandRefused(`No depot answers at ${url} (${why}).`);
  if (!existsSync(join(config.dataFolder, 'record'))) {
    throw new CommandRefused(
      `No depot answers at ${url} (${why}), and ${config.dataFolder} holds no record. Set DEPOT_DATA or DATABASE_URL, or give --url.`,
    );
  }
  return openDatabaseSource(config);
}

function addressOf(config: Config): string {
  const name = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${String(config.port)}`;
}
