import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openPcscReaders, VirtualToken } from '@depot/devices';
import type { BindingName, BurnOrder, PcscOptions, PcscReaders, ReaderEvent } from '@depot/devices';
import { vi } from 'vitest';
import type { VirtualPcscd } from './virtual-pcscd.js';

const now = (): number => Date.now() / 1000;

/** As a kiosk's, but that the service is looked for sooner. */
const timing = { retryMs: 100 };

/** For the tests in which something never comes: given up sooner, and still longer than what comes may take. */
export const hasty = { ...timing, answerTimeoutMs: 4000, patienceMs: 400 };

/** Of whoever waits for a reader, in a test or side by side with others. */
const patience = { timeout: 30_000, interval: 50 };

let serials = 0;

/** A new token of a known model, switched on. */
export function newToken(): VirtualToken {
  serials += 1;
  const serial = `8659622${String(serials).padStart(7, '0')}`;
  const token = new VirtualToken({ serial }, { now, random: randomBytes });
  token.switchOn();
  return token;
}

export function orderFor(token: VirtualToken): BurnOrder {
  const settings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 } as const;
  return { serial: token.serial, seed: randomBytes(20), settings, now };
}

/** The processes of this one that talk to this very service (Linux). */
export function bindingProcesses({ environment }: Pick<VirtualPcscd, 'environment'>): number[] {
  const socket = `PCSCLITE_CSOCK_NAME=${environment.PCSCLITE_CSOCK_NAME}`;
  const children = readFileSync(`/proc/self/task/${String(process.pid)}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  return children.filter((id) => {
    if (id === 0 || !partsOf(id, 'cmdline').some((part) => part.endsWith('binding-main.js'))) return false;
    return partsOf(id, 'environ').includes(socket);
  });
}

function partsOf(id: number, what: 'cmdline' | 'environ'): string[] {
  try {
    return readFileSync(`/proc/${String(id)}/${what}`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Readers opened on a service of the tests, with all that was told of them. */
export class PcscDesk {
  readonly readers: PcscReaders;
  readonly events: ReaderEvent[] = [];

  private constructor(readers: PcscReaders) {
    this.readers = readers;
    readers.subscribe((event) => this.events.push(event));
  }

  static async open(pcscd: VirtualPcscd, binding: BindingName, options: PcscOptions = {}): Promise<PcscDesk> {
    const environment = { ...process.env, ...pcscd.environment };
    return new PcscDesk(await openPcscReaders({ binding, environment, timing, ...options }));
  }

  eventsOf(reader: string): ReaderEvent[] {
    return this.events.filter((event) => event.type !== 'trouble' && event.reader === reader);
  }

  presence(reader: string): number | null | undefined {
    return this.readers.list().find(({ name }) => name === reader)?.presence;
  }

  /** Resolves with the presence of what lies there. */
  async shown(reader: string): Promise<number> {
    await vi.waitUntil(() => typeof this.presence(reader) === 'number', patience);
    return this.presence(reader) ?? 0;
  }

  /** Resolves when all of these are listed. */
  async shows(...readers: readonly string[]): Promise<void> {
    await vi.waitUntil(() => readers.every((reader) => this.presence(reader) !== undefined), patience);
  }

  async empty(reader: string): Promise<void> {
    await vi.waitUntil(() => this.presence(reader) === null, patience);
  }
}
