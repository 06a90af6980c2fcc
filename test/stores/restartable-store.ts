/** A throw-away server that can be killed and started again on what it left behind. */
export interface RestartableStore {
  readonly url: string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on its own folder and port; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** Asks `probe` until it does not throw. @throws what it threw last, after 45 s */
export async function ready(probe: () => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      probe();
      return;
    } catch (error) {
      if (tries > 450) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
