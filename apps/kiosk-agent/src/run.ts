import { type BindingName } from '@depot/devices';
import { type Logger } from 'pino';
import { startAgent } from './agent.js';
import { holdFolder } from './journal/hold-folder.js';
import { openReaders } from './open-readers.js';
import { readIdentity } from './pairing/identity.js';
import { onlyNames } from './self-test/only-names.js';
import { selfTest } from './self-test/self-test.js';
import { supervisor } from './supervisor.js';

export interface RunOptions {
  /** The depot the agent is paired with, where none is given. */
  readonly url: string | undefined;
  readonly folder: string;
  /** How many virtual readers; undefined for real ones. */
  readonly virtual: number | undefined;
  /** Milliseconds a virtual token takes for each APDU. */
  readonly latencyMs: number | undefined;
  readonly benchPort: number | undefined;
  /** What real readers are reached by; the best that loads where it is left out. */
  readonly binding?: BindingName | undefined;
  /** Opens the log for a station. */
  readonly openLog: (stationId: string) => Logger;
}

/** Runs an agent until it is told to end, or the depot shuts it out. @returns that sentence, or null */
export async function run(options: RunOptions): Promise<string | null> {
  const held = await holdFolder(options.folder);
  try {
    return await runAlone(options);
  } finally {
    await held.release();
  }
}

async function runAlone(options: RunOptions): Promise<string | null> {
  const { url, folder, virtual, latencyMs, benchPort, binding, openLog } = options;
  const told = supervisor.end();
  const identity = await readIdentity(folder);
  const log = openLog(identity.stationId);
  const opened = await openReaders({ virtual, latencyMs, benchPort, folder, binding });
  log.info({ binding: opened.binding }, 'Readers opened');
  try {
    const { readers, benchUrl } = opened;
    const inUse = { ...opened, readers: onlyNames(readers), close: () => Promise.resolve() };
    const test = () => selfTest({ folder, clock: Date.now, openReaders: () => Promise.resolve(inUse) });
    const agent = await startAgent({
      url: url ?? identity.url,
      identity,
      folder,
      readers,
      benchUrl,
      log,
      selfTest: test,
    });
    supervisor.ready({ benchUrl, trouble: readers.trouble() });
    const refused = await Promise.race([agent.ended, told.then(() => null)]);
    await agent.stop();
    return refused;
  } finally {
    await opened.close();
  }
}
