import { readAdminSignIn } from '../../platform/config/admin-sign-in.js';
import { openApiSession } from '../audit/api-session.js';
import type { ApiSession } from '../audit/api-session.js';
import { whyNoDepotAt } from '../audit/api-source.js';
import { askSignIn } from '../audit/ask-sign-in.js';
import { addressOf, authority, sourceOptions } from '../audit/choose-depot.js';
import type { AskedSource } from '../audit/choose-depot.js';
import { readConfig } from '../../platform/config/config.js';
import { CommandRefused } from '../command.js';

/** As `parseArgs` takes them. */
export const depotOptions = sourceOptions;

/** An admin signed in at the depot that runs, for what only that can do. @throws CommandRefused where none answers, or it refuses */
export async function askRunningDepot(
  environment: Readonly<Record<string, string | undefined>>,
  asked: Partial<AskedSource>,
): Promise<ApiSession> {
  const config = readConfig(environment);
  const url = asked.url?.replace(/\/+$/, '') ?? addressOf(config);
  if (!URL.canParse(url)) throw new CommandRefused(`--url ${url} is not an address such as http://127.0.0.1:8080.`);
  const line = { url, ca: authority({ url: asked.url, ca: asked.ca }, config) };
  const why = await whyNoDepotAt(line);
  if (why !== null)
    throw new CommandRefused(`No depot answers at ${url} (${why}). Start it: this is done while it runs.`);
  return openApiSession(line, await askSignIn(readAdminSignIn(environment), url));
}
