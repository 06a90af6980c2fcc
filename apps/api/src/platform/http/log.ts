import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { Logger } from 'pino';

/** Keys whose values never reach a log line, at any depth this project logs at. */
const secretKeys = [
  'password',
  'code',
  'secret',
  'seed',
  'text',
  'cookie',
  'authorization',
  'sealed',
  'first',
  'second',
  'csv',
];

/** An error without what hangs on it: a database's error carries its query's parameters, and they are people's data. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const reason = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { type: error.name, reason, message: error.message, stack: error.stack };
}

/** The depot's log: JSON lines on standard error. Requests are logged by method, route pattern and status, never by body or query. */
export class Log implements LoggerService {
  readonly #root: Logger;

  constructor(level: string) {
    const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
    this.#root = pino(
      {
        level,
        redact: { paths, censor: '[redacted]' },
        serializers: { err: describeError },
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
      },
      pino.destination({ dest: 2, sync: true }),
    );
  }

  of(part: string): Logger {
    return this.#root.child({ part });
  }

  log(message: unknown, context?: string): void {
    this.#root.debug({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#root.error({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.#root.warn({ context }, String(message));
  }
}
