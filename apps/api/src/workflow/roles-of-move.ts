import type { Move, Role } from '@depot/contracts';

const bench: readonly Role[] = ['operator', 'admin'];
const depot: readonly Role[] = ['operator', 'manager', 'admin'];
const everybodyButNone: readonly Role[] = ['operator', 'manager', 'helpdesk', 'admin'];
/** Moves that only the line itself makes. */
const nobody: readonly Role[] = [];

/** Who may make which move; the routes declare the same, and a test compares them. */
export const rolesOfMove: Readonly<Record<Move, readonly Role[]>> = {
  take: bench,
  release: bench,
  capture: bench,
  choose: bench,
  imported: nobody,
  burned: nobody,
  doubt: nobody,
  'burn-again': bench,
  prove: bench,
  accept: bench,
  renew: bench,
  recorded: nobody,
  register: bench,
  activate: bench,
  pack: bench,
  unpack: bench,
  post: bench,
  'hand-over': bench,
  unpost: bench,
  shipped: nobody,
  deliver: depot,
  arrive: everybodyButNone,
  return: depot,
  repack: bench,
  'set-aside': bench,
  'put-back': bench,
  lose: depot,
  stop: depot,
  'go-on': bench,
  cancel: depot,
};
