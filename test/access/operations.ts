import type { ExpectedAccess } from './expected-access.js';

/** What we read of a JSON schema in the document. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}

interface DocumentedOperation {
  readonly security?: readonly object[];
  readonly 'x-roles'?: ExpectedAccess;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** One route of the document. */
export interface Operation {
  /** Such as `POST /api/jobs/{id}/pack`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** What the document says of who may call it. */
  readonly access: ExpectedAccess;
  /** The first content type it takes, and its schema. */
  readonly body: { readonly type: string; readonly schema: Schema } | null;
}

export async function readOperations(url: string): Promise<Operation[]> {
  const answer = await fetch(`${url}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, DocumentedOperation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([key, operation]) => {
      const method = key.toUpperCase();
      const [body] = Object.entries(operation.requestBody?.content ?? {});
      return {
        name: `${method} ${path}`,
        method,
        path,
        access: operation['x-roles'] ?? (operation.security?.length === 0 ? 'public' : 'signed-in'),
        body: body === undefined ? null : { type: body[0], schema: body[1].schema },
      };
    }),
  );
}
