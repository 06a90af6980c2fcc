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

/** On a record without people: one for each role, with random passwords that are told once and kept as hashes. */
export async function makeFirstPeople(work: UnitOfWork): Promise<FirstSignIn[]> {
  const accounts = new AccountsService(work, new RecentSessions(() => performance.now()));
  if (!(await accounts.isEmpty())) return [];
  const signIns: FirstSignIn[] = [];
  for (const role of Role.options) {
    const password = randomPassword();
    await accounts.add({ name: role, password, roles: [role] }, theDepot);
    signIns.push({ name: role, password });
  }
  return signIns;
}
