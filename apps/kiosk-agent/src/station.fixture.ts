import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type ServerMessage } from '@depot/contracts';
import { repeatableBytes, VirtualMolto, VirtualReaders, VirtualToken, type VirtualMoltoSnapshot } from '@depot/devices';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { startAgent, type Agent } from './agent.js';
import { FakeDepot } from './fake-depot.fixture.js';
import { makeKeys } from './pairing/keys.js';

export const first = 'Virtual reader 1';
export const second = 'Virtual reader 2';
export const moltoReader = 'TOKEN2 Molto2 [virtual] 0';
export const moltoSerial = '10000042';

/** Text that would be found wherever it leaks. */
export const seed = new TextEncoder().encode('PLANTEDSEEDPLANTEDSE');

const settings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 } as const;

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-agent-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function token(serial: string): VirtualToken {
  const made = new VirtualToken({ serial }, { now: () => Date.now() / 1000, random: repeatableBytes(serial) });
  made.switchOn();
  return made;
}

/** A Molto2 v2 that is plugged in where it is placed. */
export function molto(state: Partial<VirtualMoltoSnapshot> = {}): VirtualMolto {
  const world = { now: () => Date.now() / 1000, random: repeatableBytes('molto') };
  const made = new VirtualMolto({ serial: moltoSerial, ...state }, world);
  made.plugIn();
  return made;
}

/** An agent with two virtual readers, a socket for a Molto2, its depot, and everything it left on disk and in its log. */
export async function station({ latencyMs = 0, folder = '' } = {}) {
  const keys = makeKeys();
  const identity = { stationId: randomUUID(), name: 'Test', url: 'http://127.0.0.1', ...keys };
  const home = folder === '' ? await temporaryFolder() : folder;
  const depot = await FakeDepot.open(keys);
  const readers = new VirtualReaders({ count: 2, builtIn: [moltoReader], latencyMs });
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = pino({ level: 'trace' }, sink);
  const agent: Agent = await startAgent({ url: depot.url, identity, folder: home, readers, log });
  onTestFinished(async () => {
    await agent.stop();
    await depot.close();
    expect(depot.complaints).toEqual([]);
  });
  await depot.next('readers');

  const identify = (order: Partial<Extract<ServerMessage, { type: 'identify' }>> = {}): string => {
    const message = {
      type: 'identify',
      orderId: randomUUID(),
      family: 'token2-single',
      serial: null,
      profile: 0,
      priority: 10,
      ...order,
    } as const;
    depot.say(message);
    return message.orderId;
  };
  const burn = async (orderId: string, serial: string, sealed?: string): Promise<void> => {
    const text = sealed ?? (await depot.seal(seed, { order: orderId, serial }));
    const molto = { title: null, overwrite: false, customerKey: null, triesLeft: null, keyTrial: false };
    const order = { orderId, family: 'token2-single', serial, profile: 0, settings } as const;
    depot.say({ type: 'burn', ...order, sealed: text, ...molto });
  };
  type BurnMessage = Extract<ServerMessage, { type: 'burn' }>;
  const burnProfile = async (orderId: string, order: Partial<BurnMessage> = {}): Promise<void> => {
    const { serial = moltoSerial } = order;
    const sealed = await depot.seal(seed, { order: orderId, serial });
    const defaults = { title: 'C-0042', overwrite: false, customerKey: null, triesLeft: null, keyTrial: false };
    const message = { type: 'burn', orderId, family: 'molto2', serial, profile: 7, settings, sealed } as const;
    depot.say({ ...message, ...defaults, ...order });
  };
  const left = async () => `${await readFile(join(home, 'journal.jsonl'), 'utf8')}${lines.join('')}`;
  return { agent, depot, readers, folder: home, identify, burn, burnProfile, left, log: lines };
}
