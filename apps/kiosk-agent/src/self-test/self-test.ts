import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { type VirtualToken } from '@depot/devices';
import { type Clock } from '../clock.js';
import { type OpenedReaders } from '../open-readers.js';
import { readIdentity } from '../pairing/identity.js';
import { listReaders } from '../readers/list-readers.js';
import { Refusal } from '../refusal.js';
import { depotClock } from './depot-clock.js';
import { failed, note, works, type Finding } from './finding.js';
import { nodeVersion, sm4 } from './machine.js';
import { tokenToTest, virtualBurn } from './virtual-burn.js';

export interface SelfTestParts {
  /** The agent's; nothing is left in it. */
  readonly folder: string;
  readonly clock: Clock;
  /** @throws Refusal when there are none */
  readonly openReaders: () => Promise<OpenedReaders>;
  /** A new one by default. */
  readonly token?: VirtualToken;
}

/** What works on this machine, one finding after the other. No token on a real reader is written to. */
export async function* selfTest({ folder, clock, openReaders, token }: SelfTestParts): AsyncGenerator<Finding> {
  yield nodeVersion(process.versions.node);
  const cipher = sm4();
  yield cipher;
  const scratch = await scratchIn(folder);
  yield scratch === null
    ? failed(`The folder ${folder} cannot be written to: choose another one with --folder`)
    : works(`The folder ${folder} can be written to`);
  try {
    if (scratch !== null && cipher.mark === 'ok') yield* burn({ scratch, clock, token });
    else yield failed('The burn of a virtual token was not tried');
  } finally {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true });
  }
  yield await readers(openReaders, clock);
  yield* station(folder, clock);
}

async function scratchIn(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await mkdtemp(join(folder, 'self-test-'));
  } catch {
    return null;
  }
}

async function* burn(parts: {
  scratch: string;
  clock: Clock;
  token: VirtualToken | undefined;
}): AsyncGenerator<Finding> {
  const { scratch: folder, clock, token = tokenToTest(() => clock() / 1000) } = parts;
  try {
    yield* virtualBurn(token, { folder, clock });
  } catch (error) {
    // Its words may quote what must stay secret.
    yield failed(`The burn of a virtual token broke off (${error instanceof Error ? error.name : 'unknown'})`);
  }
}

async function readers(open: SelfTestParts['openReaders'], clock: Clock): Promise<Finding> {
  const opened = await open().catch((error: unknown) => {
    return error instanceof Refusal ? error : new Refusal('The readers could not be opened.');
  });
  if (opened instanceof Refusal) return note(opened.message);
  try {
    const names = (await listReaders(opened.readers, clock)).map(({ name }) => name);
    if (names.length > 0) return works(`Readers, reached by ${opened.binding}: ${names.join(', ')}`);
    const trouble = opened.readers.trouble() ?? 'no reader is plugged in';
    return note(`Readers, reached by ${opened.binding}: ${trouble}`);
  } finally {
    await opened.close();
  }
}

async function* station(folder: string, clock: Clock): AsyncGenerator<Finding> {
  const identity = await readIdentity(folder).catch((error: unknown) => {
    return error instanceof Refusal ? error : new Refusal(`The identity in ${folder} cannot be read.`);
  });
  if (identity instanceof Refusal) {
    yield note(identity.message);
    return;
  }
  yield works(`Paired with ${identity.url} as “${identity.name}”`);
  yield await depotClock(identity, clock);
}
