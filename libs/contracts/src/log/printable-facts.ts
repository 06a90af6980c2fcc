import { printableError } from './printable-error.js';
import { printableText } from './printable-text.js';

/** Facts that are never worth the risk, whatever their value is. */
const secretNames =
  /^(password|passphrase|secret|seed|cookie|set-cookie|authorization|sealed|csv|text|body|first|second|uri|qr|key|pin|otp|digits|parameters|detail|where|hint|input)$/i;

/**
 * The facts of a log line, redacted by type: a line is a sentence and flat facts. Numbers, truth values, dates and
 * short texts are printed, errors as `printableError` says; bytes, instances (a Seed, a request), lists and
 * objects of any shape (a body, a row) show what they are and never what they hold.
 */
export function printableFacts(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(facts).map((name) => [name, printableFact(name, read(facts, name))]));
}

/** One value as a log may hold it. */
export function printableValue(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return printableText(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'bigint':
      return value.toString();
    case 'function':
    case 'symbol':
      return `[${typeof value}]`;
    case 'object':
      return value === null ? null : printableObject(value);
  }
}

function printableFact(name: string, value: unknown): unknown {
  if (secretNames.test(name)) return '[redacted]';
  // The name of an outcome or an error is a word; six digits are a token's.
  if (/code$/i.test(name) && !(typeof value === 'string' && /^[A-Za-z][\w-]*$/.test(value))) return '[redacted]';
  return printableValue(value);
}

function printableObject(value: object): unknown {
  if (value instanceof Error || 'issues' in value) return printableError(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return `[${value.length} items]`;
  const made = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor;
  return typeof made === 'function' && made !== Object ? `[${made.name}]` : '[object]';
}

/** A getter that fails must not cost the line. */
function read(facts: object, name: string): unknown {
  try {
    return (facts as Record<string, unknown>)[name];
  } catch {
    return '[unreadable]';
  }
}
