import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOfStep, entraParameters, stepAt } from '@depot/totp';
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
import type { Attempt } from './refused-sign-ins.js';
import { FactorCodes } from './second-factor/factor-codes.js';
import { SignInService } from './sign-in.service.js';
import { Sessions } from './sessions.service.js';

class SetClock extends Clock {
  override now(): Date {
    return new Date('2026-11-23T10:00:00Z');
  }
}

/** Somebody else is at work once the password is known to be right, and nobody is signed in yet. */
class HeldUp extends RefusedSignIns {
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  override async forget(attempt: Attempt): Promise<void> {
    await super.forget(attempt);
    const work = this.meanwhile;
    this.meanwhile = () => Promise.resolve();
    await work();
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
let refused: HeldUp;
let signIns: SignInService;
let hash: string;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
  const keyring = KeyringInFile.open(join(folder, 'keyring.json'));
  factors = new SecondFactors(keyring, () => clock.now());
  codes = new FactorCodes(factors, new CodePrints(keyring), clock);
  refused = new HeldUp(work, new SignInSeals(keyring));
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
const digits = (): string => codeOfStep(secret, entraParameters, stepAt(clock.unixSeconds(), 30));
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
const sessionsOf = async (id: string): Promise<number> =>
  (await db.selectFrom('session').select('id').where('person_id', '=', id).execute()).length;

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

describe('a sign-in that is under way', () => {
  it('does not end in a session when the password is replaced meanwhile', async () => {
    const id = await somebody('replaced');
    const other = await hashPassword('another long enough one');
    refused.meanwhile = () => db.updateTable('person').set({ password_hash: other }).where('id', '=', id).execute();
    expect(await endOf('replaced')).toBe('sign-in-refused');
    expect(await sessionsOf(id)).toBe(0);
  });

  it('does not end in a session when a second factor is set up meanwhile, or the account is closed', async () => {
    const id = await somebody('set.up');
    refused.meanwhile = () => setUpFactor(id);
    expect(await endOf('set.up')).toBe('sign-in-refused');
    refused.meanwhile = () => db.updateTable('person').set({ closed_at: clock.now() }).where('id', '=', id).execute();
    expect(await endOf('set.up', digits())).toBe('sign-in-refused');
    expect(await sessionsOf(id)).toBe(0);
  });

  it('ends in one when nothing changes', async () => {
    const id = await somebody('undisturbed');
    await setUpFactor(id);
    expect(await endOf('undisturbed', digits())).toBe('in');
    expect(await sessionsOf(id)).toBe(1);
  });
});
