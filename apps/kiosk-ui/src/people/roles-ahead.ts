import { powersOf } from '@depot/contracts';
import type { Power, Role } from '@depot/contracts';

export interface RolesAhead {
  readonly gains: readonly Power[];
  readonly loses: readonly Power[];
  readonly keeps: readonly Power[];
}

/** What other roles will open to somebody, what no longer, and what as before. */
export function rolesAhead(before: readonly Role[], after: readonly Role[]): RolesAhead {
  const [had, has] = [powersOf(before), powersOf(after)];
  return {
    gains: has.filter((power) => !had.includes(power)),
    loses: had.filter((power) => !has.includes(power)),
    keeps: has.filter((power) => had.includes(power)),
  };
}

export function sameRoles(some: readonly Role[], others: readonly Role[]): boolean {
  return some.length === others.length && some.every((role) => others.includes(role));
}
