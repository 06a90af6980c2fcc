import process from 'node:process';

/** Whoever started this program, over the channel Node opens for a child; without one, a terminal or a service manager. */
export const supervisor = {
  /** The virtual tokens' page is open, or the readers are. */
  ready(benchUrl: string | null): void {
    // It may have gone in this very moment, and `disconnect` says so.
    process.send?.({ type: 'ready', benchUrl }, undefined, undefined, () => undefined);
  },

  /** Resolves when this program is to end. */
  async end(): Promise<void> {
    const isSupervised = process.send !== undefined;
    await new Promise<void>((resolve) => {
      process.on('SIGTERM', () => resolve());
      // A terminal sends Ctrl-C to all its programs; the supervisor ends us in its own time.
      process.on('SIGINT', () => (isSupervised ? undefined : resolve()));
      if (isSupervised) process.on('disconnect', () => resolve());
      if (isSupervised && !process.connected) resolve();
    });
  },
};
