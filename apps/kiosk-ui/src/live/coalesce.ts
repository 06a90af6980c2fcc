/** Work asked for many times in a row is done once, `waitMs` later, and never twice at the same time. */
export interface Coalesced {
  ask(): void;
  stop(): void;
}

export function coalesce(work: () => Promise<void>, waitMs: number): Coalesced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;

  const run = async (): Promise<void> => {
    timer = undefined;
    running = true;
    await work();
    running = false;
    if (again) ask();
  };

  const ask = (): void => {
    again = running;
    if (running) return;
    timer ??= setTimeout(() => void run(), waitMs);
  };

  const stop = (): void => {
    clearTimeout(timer);
    again = false;
  };
  return { ask, stop };
}
