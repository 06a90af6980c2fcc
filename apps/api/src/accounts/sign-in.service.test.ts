import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { CodePrints } from '../platform/vault/code-prints.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { SecondFactorSecret } from '../platform/vault/second-factor-secret.js';
import { SecondFactors } from '../platform/vault/second-factors.js';
import { SignInSeals } from '../platform/vault/sign-in-seals.js';
import { AccountsService } from './accounts.service.js';
import { hashPassword } from './passwords.js';
import { RecentSessions } from './recent-sessions.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { FactorCodes } from './second-factor/factor-codes.js';
import { SignInService } from './sign-in.service.js';
import { Sessions } from './sessions.service.js';

class SetClock extends Clock {
  override now(): Date {
    return new Date('2026-11-23T10:00:00Z');
  }
}

const password = 'a long enough password';
const comer = { address: null, browser: null, secret: undefined };
const secret = new Uint8Array(20).fill(7);
const clock = new SetClock();
const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
let pools: Pools;
let db: Database;
let work: UnitOfWork;
let factors: SecondFactors;
let codes: FactorCodes;
let refused: RefusedSignIns;
let signIns: SignInService;
let hash: string;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
  const keyring = KeyringInFile.open(join(folder, 'keyring.json'));
  factors = new SecondFactors(keyring, () => clock.now());
  codes = new FactorCodes(factors, new CodePrints(keyring), clock);
  refused = new RefusedSignIns(work, new SignInSeals(keyring));
  const recent = new RecentSessions(() => 0);
  signIns = new SignInService(work, new AccountsService(work, recent), new Sessions(work, recent), refused, codes);
  hash = await hashPassword(password);
}, 240_000);
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

async function somebody(name: string): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('person')
    .values({ id, name, password_hash: hash, roles: ['operator'] })
    .execute();
  return id;
}
const setUpFactor = (id: string): Promise<string[]> =>
  work.run(async (trx) => {
    await factors.set(trx, id, new SecondFactorSecret(secret.slice()));
    await trx.updateTable('person').set({ second_factor_at: clock.now() }).where('id', '=', id).execute();
    return codes.makeRecoveryCodes(trx, id);
  });
/** How a sign-in ended. */
const endOf = (name: string, code?: string): Promise<string> =>
  signIns.signIn({ name, password, code }, comer).then(
    () => 'in',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed'),
  );
const refusals = async (id: string): Promise<number> => {
  const rows = await db.selectFrom('event').select('facts').where('kind', '=', 'person.factor-refused').execute();
  return rows.filter(({ facts }) => facts['person'] === id).length;
};
describe('the right password without the second factor', () => {
  it('closes the name as a wrong one does, and stands on the record, when what was typed is no recovery code', async () => {
    const id = await somebody('stolen');
    await setUpFactor(id);
    const ends: string[] = [];
    for (let tries = 0; tries < 11; tries += 1) ends.push(await endOf('stolen', 'ABCDE-FGHJK'));
    expect(ends).toEqual([...Array.from({ length: 10 }, () => 'sign-in-refused'), 'too-many-requests']);
    await expect.poll(() => refusals(id)).toBe(10);
  });

  it('closes the name when no code was typed, and not the factor, of which that is no guess', async () => {
    const id = await somebody('forgetful');
    const [code = ''] = await setUpFactor(id);
    const ends: string[] = [];
    for (let tries = 0; tries < 11; tries += 1) ends.push(await endOf('forgetful', tries % 2 === 0 ? '' : undefined));
    expect(ends).toEqual([...Array.from({ length: 10 }, () => 'sign-in-refused'), 'too-many-requests']);
    await refused.clear(db, { kind: 'name', of: 'forgetful' });
    expect(await endOf('forgetful', code)).toBe('in');
    expect(await refusals(id)).toBe(0);
  });
});
