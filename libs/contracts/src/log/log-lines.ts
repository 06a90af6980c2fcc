import { printableError } from './printable-error.js';
import { printableFacts, printableValue } from './printable-facts.js';
import { printableText } from './printable-text.js';

/** Which process speaks; on every line. */
export interface Speaker {
  /** `depot-api`, `depot-agent`. */
  readonly service: string;
  /** Tells processes of one service apart: a replica's id, a station's. */
  readonly process: string;
}

/**
 * How every program of the depot logs, as options for pino: JSON lines with time, level, service and process, then
 * flat facts and a sentence, all redacted by type before pino sees them.
 */
export function logLines(speaker: Speaker) {
  return {
    base: { ...speaker },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    // Errors are printable by then; pino's own reading of them would begin again.
    serializers: { err: (printed: unknown) => printed },
    formatters: {
      level: (level: string) => ({ level }),
    },
    hooks: {
      logMethod(this: unknown, given: unknown[], write: (...args: never[]) => void): void {
        Reflect.apply(write, this, printableLine(given));
      },
    },
  };
}

interface WithChildren {
  child: (this: this, bindings: object, options?: object) => unknown;
}

/** Facts that a child logger puts on each of its lines pass the same gate: pino writes them down when the child is made. */
export function withPrintableChildren<Logger extends WithChildren>(logger: Logger): Logger {
  const child = logger.child;
  logger.child = function (this: WithChildren, bindings, options) {
    return Reflect.apply(child, this, [printableFacts(bindings), options]);
  };
  return logger;
}

/** What was handed to the logger, as it may be written: `(facts, sentence, …inserts)`, `(sentence, …)` or `(error)`. */
function printableLine([first, ...rest]: readonly unknown[]): unknown[] {
  const inserts = rest.map((value) => (value === undefined ? value : printableInsert(value)));
  if (typeof first === 'string') return [printableText(first), ...inserts];
  if (first instanceof Error) {
    const err = printableError(first);
    return [{ err }, ...(inserts.length === 0 ? [err.message ?? err.type] : inserts)];
  }
  if (typeof first !== 'object' || first === null) return [printableInsert(first), ...inserts];
  return [isPlain(first) ? printableFacts(first) : { value: printableValue(first) }, ...inserts];
}

/** Inserts stand in a text: an object would be written out whole by `%o` and `%j`. */
function printableInsert(value: unknown): unknown {
  const printable = printableValue(value);
  return typeof printable === 'object' && printable !== null ? '[object]' : printable;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
