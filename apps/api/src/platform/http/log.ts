import type { LoggerService } from '@nestjs/common';
import { logLines, withPrintableChildren } from '@depot/contracts';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/**
 * The depot's log: JSON lines on standard output, redacted by type, and nothing else is written there. Requests are logged by method, route pattern and
 * status, never by body or query. Also Nest's own logger.
 */
export class Log implements LoggerService {
  /** Tells replicas apart, here and in the record. */
  readonly replica: string;
  readonly #root: Logger;

  constructor(level: string, options: { replica: string; to?: DestinationStream }) {
    this.replica = options.replica;
    const speaker = { service: 'depot-api', process: options.replica };
    // Written at once, so that the last words before an end are there.
    const to = options.to ?? pino.destination({ dest: 1, sync: true });
    this.#root = withPrintableChildren(pino({ level, ...logLines(speaker) }, to));
  }

  of(part: string): Logger {
    return this.#root.child({ part });
  }

  log(message: unknown, context?: unknown): void {
    this.#root.debug(...said(message, context));
  }

  debug(message: unknown, context?: unknown): void {
    this.#root.trace(...said(message, context));
  }

  verbose(message: unknown, context?: unknown): void {
    this.#root.trace(...said(message, context));
  }

  warn(message: unknown, context?: unknown): void {
    this.#root.warn(...said(message, context));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#root.error(...said(message, rest.at(-1)));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#root.fatal(...said(message, rest.at(-1)));
  }
}

/** Nest hands over a sentence, or an error or an object in its place. */
function said(message: unknown, context: unknown): [object, string] {
  if (typeof message === 'string') return [{ context }, message];
  return [{ context, err: message }, 'Nest has something to say'];
}
