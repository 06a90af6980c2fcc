import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAdminSignIn } from '../../platform/config/admin-sign-in.js';
import type { SignInName } from '../../platform/config/admin-sign-in.js';
import { readConfig } from '../../platform/config/config.js';
import type { Config } from '../../platform/config/config.js';
import { CommandRefused } from '../command.js';
import { readCa } from './api-line.js';
import type { ApiLine } from './api-line.js';
import { whyNoDepotAt } from './api-source.js';
import { askSignIn } from './ask-sign-in.js';

/** What the command line says of where the record is. */
export interface AskedSource {
  readonly url: string | undefined;
  /** A file. */
  readonly ca: string | undefined;
}

/** As `parseArgs` takes them. */
export const sourceOptions = { url: { type: 'string' }, ca: { type: 'string' } } as const;

/** Where a depot's record is to be had. */
export type DepotPlace =
  | { readonly kind: 'database'; readonly config: Config }
  | {
      readonly kind: 'api';
      readonly config: Config;
      readonly line: ApiLine;
      readonly signIn: SignInName;
    };

/**
 * The depot that the settings name: through its API where `--url` says so, else the database where
 * `DATABASE_URL` is set, else through the API of the depot that runs here, else the data folder that none holds.
 * @throws CommandRefused, StartRefused
 */
export async function chooseDepot(
  environment: Readonly<Record<string, string | undefined>>,
  asked: AskedSource,
): Promise<DepotPlace> {
  const config = readConfig(environment);
  if (asked.url === undefined && config.databaseUrl !== null) return { kind: 'database', config };
  const url = asked.url?.replace(/\/+$/, '') ?? addressOf(config);
  if (!URL.canParse(url)) throw new CommandRefused(`--url ${url} is not an address such as http://127.0.0.1:8080.`);
  const line = { url, ca: authority(asked, config) };
  const why = await whyNoDepotAt(line);
  if (why === null) return { kind: 'api', config, line, signIn: await askSignIn(readAdminSignIn(environment), url) };
  if (asked.url !== undefined) throw new CommandRefused(`No depot answers at ${url} (${why}).`);
  if (!existsSync(join(config.dataFolder, 'record'))) {
    throw new CommandRefused(
      `No depot answers at ${url} (${why}), and ${config.dataFolder} holds no record. Set DEPOT_DATA or DATABASE_URL, or give --url.`,
    );
  }
  return { kind: 'database', config };
}

/** The file that was named; else what `tls self-signed` leaves beside the certificate that this machine's depot shows. */
export function authority(asked: AskedSource, { tls }: Config): string | undefined {
  if (asked.ca !== undefined) return readCa(asked.ca);
  if (tls === null || asked.url !== undefined) return undefined;
  const beside = join(dirname(tls.cert), 'ca.crt');
  return existsSync(beside) ? readCa(beside) : undefined;
}

/** Where the depot of these settings listens. */
export function addressOf(config: Config): string {
  const name = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return `${config.tls === null ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}:${String(config.port)}`;
}
