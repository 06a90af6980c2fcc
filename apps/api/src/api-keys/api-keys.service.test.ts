import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiKeyMade } from '@depot/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { KeyPrints } from '../platform/vault/key-prints.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { ApiKeysService } from './api-keys.service.js';
import { KeyDoor } from './key-door.service.js';

class SetClock extends Clock {
  at = new Date('2026-11-23T10:00:00Z');
  override now(): Date {
    return this.at;
  }
  pass(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000);
  }
}

const admin = { kind: 'person', id: null, name: 'sample.admin', address: null } as const;
const folder = mkdtempSync(join(tmpdir(), 'api-keys-'));
const clock = new SetClock();
let pools: Pools;
let keys: ApiKeysService;
let door: KeyDoor;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  const db = await openDatabase(pools);
  const work = new UnitOfWork(db);
  const prints = new KeyPrints(KeyringInFile.open(join(folder, 'keyring.json')));
  keys = new ApiKeysService(work, prints, clock);
  door = new KeyDoor(work, prints, clock);
  const id = '8a4cf2a1-5a0e-4a5e-9f1c-0d1c3d1f7a10';
  await db.insertInto('tenant').values({ id, name: 'Contoso', domain: null, premium: true }).execute();
}, 240_000);
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

const isGood = (secret: string): Promise<boolean> =>
  door.admit(secret, { scope: 'jobs:read', address: '127.0.0.1' }).then(
    () => true,
    () => false,
  );
const rotate = (id: string): Promise<ApiKeyMade> => keys.rotate(id, { overlapMinutes: 60, days: 90 }, admin);

it('the secret in use goes on for the overlap when a key is rotated again because the first answer was lost', async () => {
  const { id, secret: inUse } = await keys.make({ client: 'reporting', scopes: ['jobs:read'], days: 90 }, admin);
  expect(await isGood(inUse)).toBe(true);
  clock.pass(1);
  const { secret: lost } = await rotate(id);
  clock.pass(10);
  const { secret: next } = await rotate(id);
  expect(await isGood(inUse)).toBe(true);
  expect(await isGood(lost)).toBe(false);
  // No longer than the first rotation had said.
  clock.pass(51);
  expect(await isGood(inUse)).toBe(false);
  expect(await isGood(next)).toBe(true);
});

it('the latest secret goes on where nobody has used any', async () => {
  const { id, secret: first } = await keys.make({ client: 'not yet', scopes: ['jobs:read'], days: 90 }, admin);
  clock.pass(1);
  const { secret: second } = await rotate(id);
  clock.pass(1);
  await rotate(id);
  expect(await isGood(first)).toBe(false);
  expect(await isGood(second)).toBe(true);
});
