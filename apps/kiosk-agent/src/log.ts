import { pino, type Logger } from 'pino';

/** JSON lines on standard error: ids and outcomes only. Written at once, so that the last words before an end are there. */
export function openLog(level: string): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, pino.destination({ dest: 2, sync: true }));
}
