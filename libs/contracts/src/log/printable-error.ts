import { printableText } from './printable-text.js';

/** An error as a log may hold it. */
export interface PrintableError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  /** For a refused input: which field, and which rule. Never what was in it. */
  readonly issues?: readonly string[];
  /** For a database's error: the names of what was touched. */
  readonly table?: string;
  readonly constraint?: string;
  /** Where it was thrown, without the text that a stack begins with. */
  readonly at?: readonly string[];
  readonly cause?: PrintableError;
  readonly errors?: readonly PrintableError[];
}

const deepest = 4;
const most = 5;

/**
 * What may be said of an error, by its type. A database's message, details and parameters quote rows; a refused
 * input's and a parser's message quote the input; a stack begins with the message. Of all of them the names stay.
 */
export function printableError(error: unknown, depth = 0): PrintableError {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, message, stack, code, cause, errors } = error as Partial<
    Record<keyof AggregateError | 'code', unknown>
  >;
  const nested = depth < deepest;
  return {
    type: word(name) ?? 'Error',
    ...given('code', typeof code === 'number' ? String(code) : word(code)),
    ...said(error, message),
    ...given('at', framesOf(stack, message)),
    ...given('cause', nested && cause !== undefined ? printableError(cause, depth + 1) : undefined),
    ...given(
      'errors',
      nested && Array.isArray(errors)
        ? errors.slice(0, most).map((each) => printableError(each, depth + 1))
        : undefined,
    ),
  };
}

function said(error: object, message: unknown): Partial<PrintableError> {
  if ('issues' in error && Array.isArray(error.issues)) return { issues: error.issues.slice(0, most).map(issueOf) };
  if (isOfDatabase(error))
    return { ...given('table', word(error.table)), ...given('constraint', word(error.constraint)) };
  if (typeof message !== 'string' || quotesInput(error)) return {};
  // The engine quotes names of the program; everybody else may quote anything.
  const unquoted = error instanceof TypeError || error instanceof ReferenceError ? message : withoutQuotes(message);
  return { message: printableText(unquoted) };
}

/** PostgreSQL's errors carry severity and a five-character SQLSTATE. */
function isOfDatabase(error: object): error is { table?: unknown; constraint?: unknown } {
  return 'severity' in error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code));
}

/** `JSON.parse` and Node's checks of arguments repeat what they were given. */
function quotesInput(error: object): boolean {
  if (error instanceof SyntaxError) return true;
  return 'code' in error && /^ERR_(INVALID|OUT_OF_RANGE)/.test(String(error.code));
}

function withoutQuotes(message: string): string {
  return message.replace(/(["'`“‘«]).*?(["'`”’»])(?!\w)/gs, '$1…$2');
}

function issueOf(issue: unknown): string {
  const { path, code } = (typeof issue === 'object' && issue !== null ? issue : {}) as {
    path?: unknown;
    code?: unknown;
  };
  const names = Array.isArray(path)
    ? path.map((part) => (typeof part === 'number' ? String(part) : (word(part) ?? '?')))
    : [];
  return `${names.join('.')}: ${word(code) ?? '?'}`;
}

function framesOf(stack: unknown, message: unknown): string[] | undefined {
  if (typeof stack !== 'string') return undefined;
  const head = typeof message === 'string' ? stack.indexOf(message) + message.length : 0;
  const frames = stack
    .slice(head)
    .split('\n')
    .filter((line) => /^ {4}at .{1,300}$/.test(line));
  return frames.slice(0, 8).map((line) => line.slice(7));
}

/** A name as programs give them, or nothing. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z_$][\w$.-]{0,40}$|^[0-9A-Z]{5}$/.test(value) ? value : undefined;
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [key in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value };
}
