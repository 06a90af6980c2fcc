import type { KeyScope } from '@depot/contracts';

/** A program that asks, by the key it showed. */
export interface KeyClient {
  /** The key's id. */
  readonly id: string;
  readonly client: string;
  readonly tenantId: string;
  readonly scopes: readonly KeyScope[];
  /** Which of the key's secrets it was. */
  readonly begins: string;
  readonly lastUsedAt: Date | null;
}

/** The key in an `Authorization` header; null where there is none. */
export function bearerOf(authorization: string | undefined): string | null {
  return (
    /^Bearer(?: +(.*))?$/is
      .exec(authorization ?? '')
      ?.slice(1)
      .map((key?: string) => key?.trim() ?? '')[0] ?? null
  );
}
