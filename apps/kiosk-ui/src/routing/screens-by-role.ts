import type { Role } from '@depot/contracts';
import { address } from './address';
import type { Screen } from './route';

const everybody: readonly Role[] = ['operator', 'manager', 'helpdesk', 'admin'];

/** Who gets which screen. The API refuses on its own; this keeps dead ends out of sight. */
const rolesOfScreen: Readonly<Record<Screen['name'], readonly Role[]>> = {
  home: everybody,
  'choose-station': ['operator', 'admin'],
  bench: ['operator', 'admin'],
  line: ['operator', 'admin'],
  // The kiosk's own session opens it, nobody's role.
  self: [],
  // Recipients open it, who have no role; it stands before the sign-in.
  arrival: [],
  batches: ['operator', 'manager', 'admin'],
  'new-batch': ['manager', 'admin'],
  batch: ['operator', 'manager', 'admin'],
  parcels: ['operator', 'manager', 'admin'],
  escrow: ['manager', 'admin'],
  helpdesk: ['manager', 'helpdesk', 'admin'],
  jobs: everybody,
  job: everybody,
  tokens: ['admin'],
  token: ['admin'],
  'token-sheet': ['manager', 'admin'],
  'seed-files': ['admin'],
  comparison: ['manager', 'admin'],
  stations: ['admin'],
  people: ['admin'],
  you: everybody,
  keys: ['admin'],
  'access-review': ['admin'],
  settings: ['admin'],
};

export function mayOpen(roles: readonly Role[], name: Screen['name']): boolean {
  return rolesOfScreen[name].some((role) => roles.includes(role));
}

/** The screen a person starts on. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('operator')) return address.chooseStation;
  if (mayOpen(roles, 'batches')) return address.batches;
  return address.helpdesk(null);
}
