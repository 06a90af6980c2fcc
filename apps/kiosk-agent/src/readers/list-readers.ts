import { type CardReaders } from '@depot/devices';
import { type ReaderView } from '@depot/contracts';
import { type Clock } from '../clock.js';
import { readerView } from './reader-view.js';
import { ReaderWatch } from './reader-watch.js';

/** A card that says nothing is given up by its reader before that. */
const patienceMs = 10_000;

/** Every reader with what lies on it, once all of it has been identified. Writes nothing to any token. */
export async function listReaders(readers: CardReaders, clock: Clock): Promise<ReaderView[]> {
  let look = (): void => undefined;
  const watch = new ReaderWatch({ readers, clock, changed: () => look() });
  const isReading = () => watch.presences().some(({ mark }) => mark === 'reading');
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    look = () => {
      if (isReading()) return;
      clearTimeout(timer);
      resolve();
    };
    look();
  });
  watch.stop();
  return watch.list().map(({ reader, presence }) => readerView(reader, presence, null));
}
