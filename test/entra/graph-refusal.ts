/** What Graph answers instead of a result: an HTTP status and its own code and message. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, what: { message: string; headers?: Readonly<Record<string, string>> }) {
    super(what.message);
    this.status = status;
    this.code = code;
    this.headers = what.headers ?? {};
  }
}

export function notFound(what: string): GraphRefusal {
  return new GraphRefusal(404, 'Request_ResourceNotFound', { message: `Resource '${what}' does not exist.` });
}

export function badRequest(message: string): GraphRefusal {
  return new GraphRefusal(400, 'badRequest', { message });
}
