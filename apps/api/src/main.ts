import { randomUUID } from 'node:crypto';
import { readEnvironment } from './platform/config/environment.js';
import { StartRefused, readConfig } from './platform/config/config.js';
import { makeFirstPeople } from './local/first-people.js';
import { makeFirstTenant } from './local/first-tenant.js';
import { offerLocalStation } from './local/local-station.js';
import { tellFirstSignIns } from './local/tell-first-sign-ins.js';
import { makeSampleBatch } from './local/sample-batch.js';
import { makeSampleConnection } from './local/sample-connection.js';
import { endOnTheUnforeseen } from './platform/http/last-words.js';
import { Log } from './platform/http/log.js';
import { startDepot } from './start.js';

/** Longest time for a clean end; whatever hangs then does not get to keep the terminal. */
const endWithinMs = 4000;

const replica = randomUUID();

try {
  const config = readConfig(readEnvironment());
  const log = new Log(config.logLevel, { replica });
  endOnTheUnforeseen(log);
  const depot = await startDepot(config, log);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), endWithinMs).unref();
    void depot.stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  await makeFirstTenant(depot.services.work);
  const signIns = await makeFirstPeople(depot.services.work);
  if (config.sample) await makeSampleBatch(depot.services);
  await makeSampleConnection(depot.services);
  const localStation = config.localStation && (await offerLocalStation(depot.services, config.localStation));
  // A terminal, or the program that started this one in one; standard output belongs to the log.
  const watched = process.send !== undefined || process.stderr.isTTY;
  const file = tellFirstSignIns(signIns, { watched, dataFolder: config.dataFolder });
  if (file !== null) log.of('start').warn({ file }, 'First start: one sign-in for each role is in this file');
  log.of('start').info({ url: depot.url }, 'Ready');
  if (process.send !== undefined) process.send({ type: 'ready', url: depot.url, localStation });
  else if (watched) process.stderr.write(`Token Depot  ${depot.url}\n`);
} catch (error) {
  if (error instanceof StartRefused) console.error(error.message);
  else new Log('fatal', { replica }).fatal(error);
  process.exit(1);
}
