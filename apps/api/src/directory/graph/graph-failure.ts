import { GraphError } from '@microsoft/microsoft-graph-client';

/** What Microsoft answered instead of a result, or that it did not answer. Its texts are Microsoft's and hold none of what was sent. */
export class GraphFailure extends Error {
  /** 0 when no answer came. */
  readonly status: number;
  /** Graph's code, or Entra's `AADSTS…`. */
  readonly code: string;
  readonly requestId: string | null;

  constructor(message: string, what: { status: number; code: string; requestId: string | null }) {
    super(message);
    this.status = what.status;
    this.code = what.code;
    this.requestId = what.requestId;
  }

  /** Whether what was asked for may have been done all the same: only reading tells. */
  get isUnsure(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** Whether the same may work in a moment. */
  get isPassing(): boolean {
    return this.isUnsure || this.status === 429 || this.status === 408;
  }
}

/** What the client threw, in the depot's words. Long texts are cut. */
export function failureOf(error: unknown): GraphFailure {
  if (error instanceof GraphFailure) return error;
  if (!(error instanceof GraphError) || error.statusCode <= 0) {
    return new GraphFailure('Microsoft Graph did not answer.', { status: 0, code: 'no-answer', requestId: null });
  }
  const { statusCode: status, requestId } = error;
  const message = shortened(error.message) || `Microsoft Graph answered ${String(status)}.`;
  return new GraphFailure(message, {
    status,
    code: error.code ?? `http-${String(status)}`,
    requestId: requestId ?? null,
  });
}

const longest = 300;

/** Cut between two words: of a seed that Microsoft quotes, what would be left of it no search for the whole seed finds. */
function shortened(message: string): string {
  return message.length <= longest ? message : message.slice(0, longest).replace(/\S+$/, '').trimEnd();
}
