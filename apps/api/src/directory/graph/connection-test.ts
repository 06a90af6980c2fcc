import type { ConnectionFinding, ConnectionTest, Wording } from '@depot/contracts';
import { adviceFor, licenceMissing, policyOff, said } from './failure-words.js';
import type { Need } from './failure-words.js';
import type { OpenConnection } from './graph-connections.js';
import { GraphFailure } from './graph-failure.js';

type Check = ConnectionFinding['check'];
/** What is missing, or null. */
type Look = () => Promise<Wording | null>;

/** Tries one thing after the other that the line will need, and names each that is missing. Changes nothing. */
export async function tryConnection({ api, tokens }: OpenConnection): Promise<ConnectionTest> {
  const findings: ConnectionFinding[] = [];
  const attempt = async ({ check, need }: { check: Check; need: Need }, look: Look): Promise<boolean> => {
    const finding = { check, ...(await found(look, need)) };
    findings.push({ ...finding, ok: finding.todo === null });
    return finding.todo === null;
  };
  const nothing = (): null => null;
  tokens.forget();
  if (!(await attempt({ check: 'sign-in', need: 'users' }, () => tokens.get().then(nothing))))
    return { ok: false, findings };
  const users: { id: string }[] = [];
  await attempt({ check: 'users', need: 'users' }, async () => {
    const user = await api.anyUser();
    if (user !== null) users.push(user);
    return null;
  });
  await attempt({ check: 'inventory', need: 'inventory' }, () => api.tryInventory().then(nothing));
  // Without anybody to ask about there is nothing to try.
  for (const { id } of users) {
    await attempt({ check: 'methods', need: 'methods' }, () => api.methodOf(id, '').then(nothing));
  }
  for (const { id } of users) {
    await attempt({ check: 'roles', need: 'roles' }, () => api.countRoles(id).then(nothing));
  }
  await attempt({ check: 'licence', need: 'licence' }, async () => ((await api.hasPremium()) ? null : licenceMissing));
  for (const [check, method] of [
    ['hardware-policy', 'hardware'],
    ['software-policy', 'software'],
  ] as const) {
    await attempt({ check, need: 'inventory' }, async () =>
      (await api.policyIsOn(`${method}Oath`)) ? null : policyOff(method),
    );
  }
  return { ok: findings.every(({ ok }) => ok), findings };
}

async function found(look: Look, need: Need): Promise<Pick<ConnectionFinding, 'said' | 'todo'>> {
  try {
    return { said: null, todo: await look() };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return { said: said(error), todo: adviceFor(error, need) };
  }
}
