import type { KeyScope } from '@depot/contracts';
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
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-roles'?: ExpectedAccess;
  readonly 'x-scopes'?: readonly KeyScope[];
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
  /** And of which scopes open it to a program's key; null where it says nothing of keys. */
  readonly scopes: readonly KeyScope[] | null;
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
        access: accessOf(operation),
        scopes: scopesOf(operation),
        body: body === undefined ? null : { type: body[0], schema: body[1].schema },
      };
    }),
  );
}

/** Both or neither: a second way of being let in, and the scope it takes. */
function scopesOf({ security = [], 'x-scopes': scopes }: DocumentedOperation): readonly KeyScope[] | null {
  if (security.some((way) => 'key' in way) !== (scopes !== undefined)) throw new Error('A scope without its scheme.');
  return scopes ?? null;
}

function accessOf({ security, 'x-roles': roles }: DocumentedOperation): ExpectedAccess {
  if (roles !== undefined) return roles;
  if (security?.length === 0) return 'public';
  const scheme = Object.keys(security?.[0] ?? {})[0];
  return scheme === 'kiosk' || scheme === 'recipient' ? scheme : 'signed-in';
}
