import type { CardReaders } from '@depot/devices';

/** Something that lies on a reader. */
export interface Spot {
  readonly reader: string;
  readonly presence: number;
}

/**
 * Resolves with what lies on readers that `fits` names and came after the presence `after`: as soon as something does, or
 * with nothing when `patienceMs` are over.
 */
export function untilToken(
  readers: CardReaders,
  { fits, after, patienceMs }: { fits: (reader: string) => boolean; after: number; patienceMs: number },
): Promise<Spot[]> {
  const look = (): Spot[] =>
    readers.list().flatMap(({ name, presence }) => {
      return presence !== null && presence > after && fits(name) ? [{ reader: name, presence }] : [];
    });
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      stop();
      resolve(look());
    };
    const timer = setTimeout(settle, patienceMs);
    const stop = readers.subscribe(() => {
      if (look().length > 0) settle();
    });
    if (look().length > 0) settle();
  });
}
