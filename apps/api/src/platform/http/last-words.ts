import type { Log } from './log.js';

/** Ends the process where nobody caught an error, as Node does, but says so by the log: Node prints all that hangs on it. */
export function endOnTheUnforeseen(log: Log): void {
  for (const happening of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(happening, (error: unknown) => {
      log.fatal(error);
      process.exit(1);
    });
  }
}
