import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeBase32 } from '@depot/totp';
import { startLeakyServer, talkOverSocket } from './leaky-server.js';
import { fresh } from './plant-seeds.js';
import type { Seeds } from './plant-seeds.js';
import { showsProcesses } from './watch-processes.js';
import type { Sweep } from './sinks.js';
import type { WatchedDepot } from './watched-depot.js';

/** Leaks a seed of its own into every sink, each in another writing. @returns what a sweep must report of that */
export async function leakOnPurpose(depot: WatchedDepot, seeds: Seeds): Promise<Sweep> {
  const plant = (name: string): Buffer => {
    const seed = Buffer.from(fresh(20));
    seeds.set(`control: ${name}`, seed);
    return seed;
  };
  const inFours = (seed: Buffer): string => encodeBase32(seed).replace(/.{4}/g, '$& ');
  const logs = ['log of the API', 'log of the worker', 'log of the agent'] as const;

  // Lines in a log, arguments, environment: a program that is started like the depot's own.
  for (const log of logs) {
    const script = join(depot.folder, 'leaky.mjs');
    const words = { line: inFours(plant(log)), part: plant(`a part in the ${log}`).toString('hex').slice(8, 24) };
    writeFileSync(
      script,
      `console.error(${JSON.stringify(words)}); await new Promise((done) => setTimeout(done, 300));`,
    );
    const args = [`--seed=${plant(`argument, ${log}`).toString('hex').replace(/../g, '$&:')}`];
    const environment = { SEED: plant(`environment, ${log}`).toString('base64url') };
    await depot.start(log, script, { args, environment }).ended;
  }
  const ofPrograms: Sweep = Object.fromEntries(
    logs.map((log) => [log, { [`control: ${log}`]: ['base32'], [`control: a part in the ${log}`]: ['hex'] }]),
  );
  const ofProcesses: Sweep = {
    'process arguments': Object.fromEntries(logs.map((log) => [`control: argument, ${log}`, ['hex']])),
    'process environment': Object.fromEntries(logs.map((log) => [`control: environment, ${log}`, ['base64']])),
  };

  // Both sides of the lines: a server behind the proxy that says too much, and a client before it.
  const leaks = {
    answer: JSON.stringify({ detail: JSON.stringify([...plant('answer')]) }),
    event: Buffer.from(encodeBase32(plant('event'))).toString('base64'),
    frameOut: plant('frame to the agent'),
    frameBack: Buffer.from(plant('frame from the agent').toString('base64')),
  };
  const leaky = await startLeakyServer(leaks);
  for (const which of ['api', 'bench'] as const) {
    const { url } = await depot.proxy(leaky.url, which);
    if (which === 'api') await talkOverSocket(url, leaks);
    const get = `${url}/api/jobs?search=${encodeURIComponent(plant(`address, ${which}`).toString('base64'))}`;
    await (await fetch(get)).arrayBuffer();
    await (await fetch(`${url}/api/events`)).arrayBuffer();
    const body = encodeBase32(plant(`body, ${which}`)).toLowerCase();
    await (await fetch(`${url}/api/jobs`, { method: 'POST', body })).arrayBuffer();
  }
  leaky.close();
  const ofLines: Sweep = {
    'addresses and headers': { 'control: address, api': ['base64'] },
    'bodies: the rest': { 'control: body, api': ['base32'] },
    'answers: the rest': { 'control: answer': ['numbers'] },
    'event stream': { 'control: event': ['base32'] },
    'frames to the agent': { 'control: frame to the agent': ['raw'] },
    'frames from the agent': { 'control: frame from the agent': ['base64'] },
    'bench requests': { 'control: address, bench': ['base64'], 'control: body, bench': ['base32'] },
    'bench answers': { 'control: answer': ['numbers'], 'control: event': ['base32'] },
  };

  // Files: a crash report, a packed temporary file, a note beside the keyring.
  writeFileSync(join(depot.station.folder, 'crash.log'), `at burn (${plant('agent’s folder').toString('base64')})`);
  writeFileSync(join(depot.folder, 'tmp', 'upload.gz'), gzipSync(`seed;${encodeBase32(plant('temporary file'))}`));
  writeFileSync(join(depot.folder, 'data', 'note.txt'), Buffer.from(inFours(plant('data folder')), 'utf16le'));
  writeFileSync(join(depot.station.folder, 'virtual-tokens.json.new'), plant('plastic').toString('hex').toUpperCase());
  const ofFiles: Sweep = {
    'agent’s folder': { 'control: agent’s folder': ['base64'] },
    'temporary files': { 'control: temporary file': ['base32'] },
    'data folder': { 'control: data folder': ['base32'] },
    'virtual plastic': { 'control: plastic': ['hex'] },
  };
  return {
    ...ofPrograms,
    ...(showsProcesses ? ofProcesses : {}),
    ...ofLines,
    ...ofFiles,
    ...(await leakIntoStores(depot, plant)),
  };
}

async function leakIntoStores({ stores, folder }: WatchedDepot, plant: (name: string) => Buffer): Promise<Sweep> {
  if (stores === null) {
    writeFileSync(join(folder, 'data', 'record', 'stray'), plant('database file'));
    return { 'database files': { 'control: database file': ['raw'] } };
  }
  const row = plant('row');
  await stores.sql.query('CREATE TABLE public.stray (seed bytea)');
  await stores.sql.query('INSERT INTO public.stray VALUES ($1)', [row]);
  stores.dump();
  await stores.sql.query('DROP TABLE public.stray');
  await stores.sql.query('SELECT $1::text', [encodeBase32(plant('parameter'))]);
  stores.redis('set', 'stray', JSON.stringify([...plant('queue')]));
  stores.redis('del', 'stray');
  stores.redis('get', plant('command').toString('hex'));
  return {
    'database dump': { 'control: row': ['hex'] },
    'database files': { 'control: row': ['raw'] },
    'database log': { 'control: row': ['hex'], 'control: parameter': ['base32'] },
    'queue’s commands': { 'control: queue': ['numbers'], 'control: command': ['hex'] },
    'queue’s files': { 'control: queue': ['numbers'] },
  };
}
