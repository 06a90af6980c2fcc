import { hostname, userInfo } from 'node:os';
import type { Actor } from '../../audit/actor.js';

/** Whoever may open the database needs no sign-in; the record names the account on the machine. */
export function atTheCommandLine(): Actor {
  return {
    kind: 'person',
    id: null,
    name: `${userInfo().username} on ${hostname()}, at the command line`,
    address: null,
  };
}
