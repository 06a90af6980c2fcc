import type { LimitName } from './limits.js';
import type { Permission } from './permissions.js';
import type { EmulatedTenant } from './tenant.js';

/** One call, taken apart. */
export interface GraphCall {
  readonly tenant: EmulatedTenant;
  /** What stands for `{id}` and `{mid}`. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds since 1970. */
  readonly now: number;
  /** The header without which some queries are not found. */
  readonly consistencyLevel: string | null;
  /** Absolute address of this route, for `@odata.nextLink`. */
  readonly address: string;
  /** Alternates: whether a list comes nested this time. */
  readonly nested: boolean;
}

export interface GraphAnswer {
  readonly status: 200 | 201 | 204;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A route: which permission it wants, which of the limits count it, what it does. */
export interface GraphRoute {
  /** `POST /users/{id}/authentication/hardwareOathMethods`, without the version. */
  readonly route: string;
  readonly permission: Permission | null;
  readonly limits: readonly LimitName[];
  readonly run: (call: GraphCall) => GraphAnswer;
}
