import { Role } from '@depot/contracts';
import { AccountsService } from '../accounts/accounts.service.js';
import { randomPassword } from '../accounts/passwords.js';
import { RecentSessions } from '../accounts/recent-sessions.js';
import { theDepot } from '../audit/actor.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

export interface FirstSignIn {
  readonly name: string;
  readonly password: string;
}

/**
 * On a record without people: one for each role, with random passwords that are told once and kept as hashes. Of replicas that start
 * together one makes them all, and tells.
 */
export async function makeFirstPeople(work: UnitOfWork): Promise<FirstSignIn[]> {
  const accounts = new AccountsService(work, new RecentSessions(() => performance.now()));
  if (!(await accounts.isEmpty())) return [];
  const people = Role.options.map((role) => ({ name: role, password: randomPassword(), roles: [role] }));
  if (!(await accounts.addFirst(people, theDepot))) return [];
  return people.map(({ name, password }) => ({ name, password }));
}
