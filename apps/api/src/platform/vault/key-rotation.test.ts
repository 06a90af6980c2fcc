import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { theDepot } from '../../audit/actor.js';
import { readConfig } from '../config/config.js';
import { connect } from '../database/connect.js';
import type { Pools } from '../database/connect.js';
import { openDatabase } from '../database/database.js';
import type { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ClientCredential } from './client-credential.js';
import { ClientCredentials } from './client-credentials.js';
import { CustomerKey } from './customer-key.js';
import { CustomerKeys } from './customer-keys.js';
import type { FileKey } from './file-key.js';
import { graceMs, KeyRotation } from './key-rotation.js';
import { KeyringInFile } from './keyring.js';
import type { Keyring } from './keyring.js';
import { PgpKeys } from './pgp-keys.js';
import { PgpSecret } from './pgp-secret.js';
import { beginning, rewrapSome, wrappedTables } from './rewrap.js';
import { SecondFactorSecret } from './second-factor-secret.js';
import { SecondFactors } from './second-factors.js';
import { Seed } from './seed.js';
import { SealedFiles } from './sealed-files.js';
import { Vault } from './vault.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const seedOf = (at: number): Uint8Array => Uint8Array.from({ length: 20 }, (_, place) => place * 7 + at);

describe('rotating the keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
  const file = join(folder, 'keyring.json');
  const copy = join(folder, 'copy.json');
  let at = new Date();
  const now = (): Date => at;
  let pools: Pools;
  let db: Database;
  let work: UnitOfWork;
  let ring: KeyringInFile;
  let vault: Vault;
  let rotation: KeyRotation;
  const seeds: string[] = [];
  const tenantId = randomUUID();
  const fileId = randomUUID();
  const personId = randomUUID();
  let fileKey: FileKey;
  let customerKey = '';
  let credential = '';

  beforeAll(async () => {
    pools = await connect(readConfig({ DEPOT_DATA: folder }));
    db = await openDatabase(pools);
    work = new UnitOfWork(db);
    ring = KeyringInFile.open(file);
    vault = new Vault(ring, now);
    rotation = new KeyRotation(work, ring, now);
    await work.run(async (trx) => {
      await trx
        .insertInto('tenant')
        .values({ id: tenantId, name: 'Contoso', domain: 'contoso.com', premium: true })
        .execute();
      for (let each = 0; each < 12; each += 1) {
        seeds.push(await vault.seal(trx, new Seed(seedOf(each)), { purpose: 'own', jobId: null }));
      }
      customerKey = await new CustomerKeys(ring, now).set(trx, tenantId, new CustomerKey(seedOf(100)));
      credential = await new ClientCredentials(ring, now).set(trx, tenantId, {
        entra_tenant: randomUUID(),
        client_id: randomUUID(),
        credential: 'secret',
        certificate: null,
        proof: new ClientCredential(seedOf(101)),
      });
      await trx
        .insertInto('person')
        .values({ id: personId, name: 'admin', password_hash: 'x', roles: ['admin'] })
        .execute();
      await new SecondFactors(ring, now).set(trx, personId, new SecondFactorSecret(seedOf(104)));
      const secret = new PgpSecret(seedOf(102));
      await new PgpKeys(ring, now).keep(trx, { armored: 'a', fingerprint: 'f', user_id: 'u', secret });
      await trx
        .insertInto('seed_file')
        .values({
          id: fileId,
          name: 'vendor.csv',
          status: 'judged',
          actor: '{}',
          choices: '{}',
          format: null,
          refusal: null,
          rows: null,
        })
        .execute();
      fileKey = await new SealedFiles(ring, now).make(trx, fileId);
    });
  });
  afterAll(async () => {
    await pools.close();
    rmSync(folder, { recursive: true });
  });

  async function everythingOpens(): Promise<void> {
    for (const [each, id] of seeds.entries()) {
      expect(await vault.use(db, id, (seed) => text(seed.expose()))).toBe(text(seedOf(each)));
    }
    const which = { tenantId, id: customerKey };
    expect(await new CustomerKeys(ring, now).use(db, which, (key) => Promise.resolve(text(key.expose())))).toBe(
      text(seedOf(100)),
    );
    const credentials = new ClientCredentials(ring, now);
    expect(await credentials.use(db, credential, (proof) => Promise.resolve(text(proof.expose())))).toBe(
      text(seedOf(101)),
    );
    const factors = new SecondFactors(ring, now);
    expect(await factors.use(db, personId, (secret) => text(secret.expose()))).toBe(text(seedOf(104)));
    const files = new SealedFiles(ring, now);
    const opened = await files.open(db, fileId);
    expect([...opened.open('secret', fileKey.seal('secret', seedOf(103)))]).toEqual([...seedOf(103)]);
    expect(text((await new PgpKeys(ring, now).secret(db))?.expose() ?? new Uint8Array())).toBe(text(seedOf(102)));
  }

  const events = async (): Promise<{ kind: string; facts: unknown }[]> =>
    db.selectFrom('event').select(['kind', 'facts']).where('kind', 'like', 'vault.%').orderBy('id').execute();

  it('puts new keys in force at once, while everything still opens', async () => {
    copyFileSync(file, copy);
    await rotation.begin('yearly', theDepot);
    expect((await rotation.state()).state).toBe('rewrapping');
    await everythingOpens();
  });

  it('goes on where it stood when it was killed in the middle of a table', async () => {
    const begun = await work.run((trx) => rewrapSome(trx, ring, { table: 'seed', after: beginning, limit: 5 }));
    expect(begun).toMatchObject({ rewrapped: 5, unreadable: 0 });
    await everythingOpens();
    // Another process, which knows nothing of what was done.
    const other = new KeyRotation(work, KeyringInFile.open(file), now);
    await other.advance();
    expect((await other.state()).state).toBe('retiring');
    expect((await events()).at(-1)).toMatchObject({
      kind: 'vault.rewrapped',
      facts: {
        seed: 7,
        seed_file_key: 1,
        customer_key: 1,
        graph_connection: 1,
        second_factor: 1,
        pgp_key: 1,
        unreadable: 0,
      },
    });
    await everythingOpens();
  });

  it('keeps the old keys while a replica may still put down what it sealed with them', async () => {
    await rotation.advance();
    expect(ring.retiring()).not.toBeNull();
    at = new Date(at.getTime() + graceMs + 1000);
    await rotation.advance();
    expect(ring.retiring()).toBeNull();
    expect((await rotation.state()).state).toBe('idle');
    await everythingOpens();
  });

  it('wraps anew what was put down late, before it lets the keys go', async () => {
    const [old] = ring.keysForOpening('customer-keys');
    if (old === undefined) throw new Error('No key.');
    await rotation.begin('a second time', theDepot);
    await rotation.advance();
    // What another replica had begun to seal before.
    const late = new CustomerKeys(withOldKey(ring, old), now);
    customerKey = await work.run((trx) => late.set(trx, tenantId, new CustomerKey(seedOf(100))));
    at = new Date(at.getTime() + graceMs + 1000);
    await rotation.advance();
    expect(ring.retiring()).not.toBeNull();
    await rotation.advance();
    expect(ring.retiring()).toBeNull();
    await everythingOpens();
  });

  it('knows every table in which something is wrapped', async () => {
    const { rows } = await sql<{ name: string }>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'depot' AND column_name = 'wrapped_key' ORDER BY table_name`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(wrappedTables.toSorted());
  });

  it('stands on the record with ids and numbers, and no key', async () => {
    const told = await events();
    expect(told.map(({ kind }) => kind)).toEqual([
      'vault.rotation-asked',
      'vault.keys-made',
      'vault.rewrapped',
      'vault.rewrapped',
      'vault.keys-retired',
      'vault.rotation-asked',
      'vault.keys-made',
      'vault.rewrapped',
      'vault.rewrapped',
      'vault.keys-retired',
    ]);
    expect(JSON.stringify(told)).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });

  it('leaves nothing that an older copy of the keyring opens', async () => {
    const since = KeyringInFile.open(copy);
    for (const id of seeds) {
      await expect(new Vault(since, now).use(db, id, (seed) => text(seed.expose()))).rejects.toMatchObject({
        code: 'seed-unreadable',
      });
    }
  });
});

/** A replica's keyring as it was a moment ago. */
function withOldKey(ring: Keyring, old: Uint8Array): Keyring {
  return {
    fingerprintKey: () => ring.fingerprintKey(),
    keyForSealing: () => old,
    keyForOpening: (id) => ring.keyForOpening(id),
    keysForOpening: (id) => ring.keysForOpening(id),
    windows: () => ring.windows(),
    destroyWindow: (id) => {
      ring.destroyWindow(id);
    },
    rotate: (at) => ring.rotate(at),
    retiring: () => ring.retiring(),
    retire: () => ring.retire(),
  };
}
