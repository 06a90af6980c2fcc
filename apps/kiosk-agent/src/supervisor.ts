import process from 'node:process';

/**
 * The signals by which a person or a service manager ends this program. A terminal sends Ctrl-C to all its programs: one
 * that is supervised leaves it to its supervisor, which ends it in its own time. Windows sends no SIGTERM, but says
 * SIGHUP when the window is closed, ten seconds before it ends the program itself; elsewhere SIGHUP is left alone, so
 * that `nohup` does what it is for.
 */
export function endingSignals(
  platform: NodeJS.Platform,
  { isSupervised }: { isSupervised: boolean },
): NodeJS.Signals[] {
  const signals: NodeJS.Signals[] = platform === 'win32' ? ['SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGTERM'];
  return isSupervised ? signals : [...signals, 'SIGINT'];
}

/** Whoever started this program, over the channel Node opens for a child; without one, a terminal or a service manager. */
export const supervisor = {
  /** The virtual tokens' page is open, or the readers are, or `trouble` says why there are none. */
  ready(opened: { readonly benchUrl: string | null; readonly trouble: string | null }): void {
    // It may have gone in this very moment, and `disconnect` says so.
    process.send?.({ type: 'ready', ...opened }, undefined, undefined, () => undefined);
  },

  /** Resolves when this program is to end. */
  async end(): Promise<void> {
    const isSupervised = process.send !== undefined;
    await new Promise<void>((resolve) => {
      for (const signal of endingSignals(process.platform, { isSupervised })) process.on(signal, () => resolve());
      if (isSupervised) process.on('SIGINT', () => undefined);
      if (isSupervised) process.on('disconnect', () => resolve());
      if (isSupervised && !process.connected) resolve();
    });
  },
};
