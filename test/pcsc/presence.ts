import type { CardReaders } from '@depot/devices';

/** Resolves when it fits what lies on a reader; `fits` is asked with undefined while the reader is not there. */
export async function untilPresence(
  readers: CardReaders,
  reader: string,
  fits: (presence: number | null | undefined) => boolean,
): Promise<void> {
  const look = (): boolean => fits(readers.list().find(({ name }) => name === reader)?.presence);
  if (look()) return;
  await new Promise<void>((resolve) => {
    const stop = readers.subscribe(() => {
      if (!look()) return;
      stop();
      resolve();
    });
  });
}
