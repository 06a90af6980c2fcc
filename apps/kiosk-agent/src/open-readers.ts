import { type CardReaders } from '@depot/devices';
import { openBench } from './bench/open-bench.js';
import { Refusal } from './refusal.js';

export interface OpenedReaders {
  readonly readers: CardReaders;
  readonly benchUrl: string | null;
  close(): Promise<void>;
}

export interface ReaderChoice {
  readonly virtual: number | undefined;
  readonly latencyMs: number | undefined;
  readonly benchPort: number | undefined;
  readonly folder: string;
}

/** The readers this agent works with. @throws Refusal */
export async function openReaders({ virtual, latencyMs, benchPort, folder }: ReaderChoice): Promise<OpenedReaders> {
  if (virtual === undefined) {
    throw new Refusal('This build drives virtual readers only so far. Start it with --virtual 2, for instance.');
  }
  const bench = await openBench({
    count: virtual,
    folder,
    ...(benchPort === undefined ? {} : { port: benchPort }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  });
  return { readers: bench.readers, benchUrl: bench.url, close: () => bench.close() };
}
