/** Kinds of Graph routes that have a budget of their own. */
export const routeKinds = ['activations', 'methods', 'inventory', 'users'] as const;
export type RouteKind = (typeof routeKinds)[number];

/** What is known of a kind beforehand. Numbers of calls are of calls in one window. */
export interface KindFacts {
  readonly seconds: number;
  /** Where learning begins. */
  readonly start: number;
  /** What a refusal never takes it below. */
  readonly least: number;
  /** What it never passes, whatever the tenant allows. */
  readonly most: number;
}

/**
 * 200 activations in five minutes and five requests on authentication methods in ten seconds are the limits that are
 * known of; the first is kept whatever happens, the second is where learning begins, since not every tenant has it.
 */
export const kindFacts: Readonly<Record<RouteKind, KindFacts>> = {
  activations: { seconds: 300, start: 200, least: 10, most: 200 },
  methods: { seconds: 10, start: 5, least: 3, most: 300 },
  inventory: { seconds: 10, start: 10, least: 5, most: 300 },
  users: { seconds: 10, start: 20, least: 10, most: 300 },
};

/** Whose budgets a call uses; the first is what it is counted as. @param path without version, as Graph's own paths are */
export function kindsOf(path: string): readonly RouteKind[] {
  if (/\/(activate|assignAndActivate\w*)$/.test(path)) return ['activations', 'methods'];
  if (path.includes('/authentication/')) return ['methods'];
  if (path.startsWith('/directory/')) return ['inventory'];
  return ['users'];
}
