import type { Role } from '@depot/contracts';
import type { Messages } from '../messages/messages.js';
import type { Route } from '../routing/route.js';

export interface MenuEntry {
  readonly href: string;
  readonly word: keyof Messages['frame'];
  readonly roles: readonly Role[];
  /** The screens on which the entry is the current one. */
  readonly screens: readonly Route['screen'][];
}

/** The header's menu, in the order of the work. Search stands beside it, for everybody. */
export const menu: readonly MenuEntry[] = [
  { href: '#/station', word: 'bench', roles: ['operator', 'admin'], screens: ['bench', 'bench-choice'] },
  {
    href: '#/batches',
    word: 'batches',
    roles: ['operator', 'manager', 'admin'],
    screens: ['batches', 'batch', 'new-batch'],
  },
  { href: '#/tokens', word: 'tokens', roles: ['admin'], screens: ['tokens', 'token'] },
  { href: '#/seed-files', word: 'seedFiles', roles: ['admin'], screens: ['seed-files'] },
  { href: '#/stations', word: 'stations', roles: ['admin'], screens: ['stations'] },
  { href: '#/people', word: 'people', roles: ['admin'], screens: ['people'] },
];

export function menuFor(roles: readonly Role[]): MenuEntry[] {
  return menu.filter((entry) => entry.roles.some((role) => roles.includes(role)));
}

/** Where somebody with these roles starts. */
export function homeOf(roles: readonly Role[]): string {
  return menuFor(roles)[0]?.href ?? '#/search';
}
