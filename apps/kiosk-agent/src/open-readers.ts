import { openPcscReaders, PcscUnavailable, type BindingName, type CardReaders } from '@depot/devices';
import { openBench } from './bench/open-bench.js';
import { pcscEnvironment } from './config/pcsc-environment.js';
import { Refusal } from './refusal.js';

export interface OpenedReaders {
  readonly readers: CardReaders;
  /** By what the readers are reached, for people to read. */
  readonly binding: string;
  readonly benchUrl: string | null;
  close(): Promise<void>;
}

export interface ReaderChoice {
  /** How many virtual readers; real ones where it is left out. */
  readonly virtual: number | undefined;
  readonly latencyMs: number | undefined;
  readonly benchPort: number | undefined;
  readonly folder: string;
  /** Of the real readers; the best that loads where it is left out. */
  readonly binding?: BindingName | undefined;
}

/** The readers this agent works with. @throws Refusal */
export async function openReaders(choice: ReaderChoice): Promise<OpenedReaders> {
  const { virtual, latencyMs, benchPort, folder, binding } = choice;
  if (virtual === undefined) return openReal(binding);
  const bench = await openBench({
    count: virtual,
    folder,
    ...(benchPort === undefined ? {} : { port: benchPort }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  });
  return { readers: bench.readers, binding: 'virtual readers', benchUrl: bench.url, close: () => bench.close() };
}

async function openReal(binding: BindingName | undefined): Promise<OpenedReaders> {
  try {
    const readers = await openPcscReaders({ binding, environment: pcscEnvironment() });
    return { readers, binding: readers.binding ?? 'none', benchUrl: null, close: () => readers.close() };
  } catch (error) {
    throw error instanceof PcscUnavailable ? new Refusal(error.message) : error;
  }
}
