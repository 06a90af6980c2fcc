import { type CardReaders } from '@depot/devices';

/** Readers that are in use elsewhere in this program: their names can be told, and nothing that lies on them is touched. */
export function onlyNames(readers: CardReaders): CardReaders {
  return {
    list: () => readers.list().map(({ name }) => ({ name, presence: null })),
    trouble: () => readers.trouble(),
    subscribe: () => () => undefined,
    connect: () => Promise.reject(new Error('These readers are in use.')),
    close: () => Promise.resolve(),
  };
}
