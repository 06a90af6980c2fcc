import { setTimeout as pause } from 'node:timers/promises';
import { answerTimeoutMs } from '../transport.js';
import { BindingProcess, type Environment } from './binding-process.js';
import type { BindingName } from './pcsc-binding.js';
import { PcscReaders, type PcscTiming } from './pcsc-readers.js';
import { serviceAnswers } from './service-probe.js';

export interface PcscOptions {
  /** This one and no other. By default `nfc-pcsc`, and `pcsc-mini` where that is not installed or does not load. */
  readonly binding?: BindingName | undefined;
  /** Of the processes that talk to PC/SC; `PCSCLITE_CSOCK_NAME` in it says where the service listens. */
  readonly environment?: Environment | undefined;
  readonly timing?: Partial<PcscTiming>;
}

/** The binding that was asked for does not load here. The message says what to do. */
export class PcscUnavailable extends Error {
  override readonly name = 'PcscUnavailable';

  constructor(binding: BindingName) {
    super(
      binding === 'nfc-pcsc'
        ? 'nfc-pcsc is not installed here: installing it takes a compiler and libpcsclite-dev. Use pcsc-mini instead.'
        : 'pcsc-mini does not load here: install the library libpcsclite1, or the agent again with its optional packages.',
    );
  }
}

/** Readers are told one after the other once the service is reached; after this much quiet all are taken as told. */
const quietMs = 200;
/** The first one may take longer to come, */
const firstMs = 2000;
/** and on a busy machine what lies on the last one; for no longer than this. */
const longestMs = 5000;

const usualTiming: PcscTiming = { answerTimeoutMs, patienceMs: 3000, retryMs: 1000, pulseMs: 10_000 };

/**
 * The readers of this computer. Resolves once those that are there now are listed, or `trouble` says why there are none;
 * it then goes on looking for the service. @throws PcscUnavailable
 */
export async function openPcscReaders({ binding, environment, timing }: PcscOptions = {}): Promise<PcscReaders> {
  const readers = new PcscReaders({
    wanted: binding ?? null,
    startProcess: () => new BindingProcess(environment),
    serviceAnswers: () => serviceAnswers(environment),
    timing: { ...usualTiming, ...timing },
  });
  await readers.tried;
  if (binding !== undefined && readers.binding === null) {
    await readers.close();
    throw new PcscUnavailable(binding);
  }
  if (readers.trouble() === null) await quiet(readers);
  return readers;
}

async function quiet(readers: PcscReaders): Promise<void> {
  let events = 0;
  const stop = readers.subscribe(() => (events += 1));
  const end = performance.now() + longestMs;
  let before: number;
  do {
    before = events;
    await pause(readers.list().length === 0 ? firstMs : quietMs);
  } while (events !== before || (!readers.areTold && performance.now() < end));
  stop();
}
