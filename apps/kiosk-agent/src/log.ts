import { logLines, withPrintableChildren } from '@depot/contracts';
import { pino, type DestinationStream, type Logger } from 'pino';

/** JSON lines on standard error, redacted by type. Written at once, so that the last words before an end are there. */
export function openLog(level: string, { process, to }: { process: string; to?: DestinationStream }): Logger {
  const speaker = { service: 'depot-agent', process };
  const stream = to ?? pino.destination({ dest: 2, sync: true });
  return withPrintableChildren(pino({ level, ...logLines(speaker) }, stream));
}
