import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  copyFileSync,
  statSync,
  existsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey } from 'openpgp';
import { theDepot } from '../audit/actor.js';
import { backUp } from '../commands/backup/back-up.js';
import { CommandRefused } from '../commands/command.js';
import { restore } from '../commands/backup/restore.js';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { Seed } from '../platform/vault/seed.js';
import { Vault } from '../platform/vault/vault.js';
import { listDestructions } from './destruction-list.js';

const now = (): Date => new Date();
const seedOf = (at: number): Uint8Array => Uint8Array.from({ length: 20 }, (_, place) => place * 7 + at);
const DEPOT_BACKUP_PASS_PHRASE = 'correct horse battery staple';

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'));
  const at = (name: string): string => join(folder, name);
  // A port that nobody answers at: the record is read in place.
  const here = { DEPOT_DATA: at('old'), DEPOT_PORT: '9', DEPOT_BACKUP_PASS_PHRASE };
  const there = (name: string): Record<string, string> => ({
    ...here,
    DEPOT_DATA: at(name),
    DEPOT_KEYRING: at('old/keyring.json'),
  });
  const seeds: string[] = [];
  const said: string[] = [];
  const print = (line: string): void => void said.push(line);

  async function inRecord<T>(
    environment: Record<string, string>,
    work: (db: Database, vault: Vault) => Promise<T>,
  ): Promise<T> {
    const config = readConfig(environment);
    const pools = await connect(config);
    try {
      return await work(await openDatabase(pools), new Vault(KeyringInFile.open(config.keyringFile), now));
    } finally {
      await pools.close();
    }
  }

  const opens = (db: Database, vault: Vault, which: number): Promise<string> =>
    vault.use(db, seeds[which] ?? '', (seed) => Buffer.from(seed.expose()).toString('hex'));

  beforeAll(async () => {
    await inRecord(here, (db, vault) =>
      new UnitOfWork(db).run(async (trx) => {
        await trx
          .insertInto('person')
          .values({ id: '00000000-0000-4000-8000-000000000001', name: 'admin', password_hash: 'x', roles: ['admin'] })
          .execute();
        for (let each = 0; each < 30; each += 1) {
          seeds.push(await vault.seal(trx, new Seed(seedOf(each)), { purpose: 'own', jobId: null }));
        }
      }),
    );
    expect(await backUp.run([at('record.pgp'), '--reason', 'nightly'], { environment: here, print })).toBe(0);
    await inRecord(here, async (db, vault) => {
      const work = new UnitOfWork(db);
      const why = { actor: theDepot, reason: 'arrived', jobId: null, serial: null };
      await work.run(async (trx) => {
        for (const id of seeds.slice(0, 5)) await vault.destroy(trx, id, why);
      });
      await expect(
        work.run(async (trx) => {
          await vault.destroy(trx, seeds[6] ?? '', why);
          throw new Error('undone');
        }),
      ).rejects.toThrow('undone');
      await listDestructions(work, at('destructions.txt'));
    });
  }, 400_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('lists what was destroyed, by id and time alone, and nothing that was not', () => {
    const lines = readFileSync(at('destructions.txt'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\S+Z seed [0-9a-f-]{36}$/);
  });

  it('is refused when it was cut off, changed or opened by another pass phrase; nothing is touched', async () => {
    copyFileSync(at('record.pgp'), at('cut.pgp'));
    truncateSync(at('cut.pgp'), statSync(at('cut.pgp')).size - 40);
    const changed = readFileSync(at('record.pgp'));
    const middle = Math.floor(changed.length / 2);
    changed[middle] = (changed[middle] ?? 0) ^ 1;
    writeFileSync(at('changed.pgp'), changed);
    writeFileSync(at('text.pgp'), 'no backup');
    const other = { DEPOT_BACKUP_PASS_PHRASE: 'another pass phrase here' };
    for (const [name, more] of [
      ['cut.pgp', {}],
      ['changed.pgp', {}],
      ['text.pgp', {}],
      ['record.pgp', other],
    ] as const) {
      const environment = { ...there('untouched'), ...more };
      await expect(restore.run([at(name), '--without-destructions'], { environment, print })).rejects.toThrow(
        `${at(name)} is refused`,
      );
    }
    expect(existsSync(at('untouched'))).toBe(false);
  });

  it('ends a command with its sentence, whatever is wrong with the file', async () => {
    const whole = readFileSync(at('record.pgp'));
    for (let each = 1; each <= 12; each += 1) {
      const changed = Buffer.from(whole);
      const place = Math.floor((changed.length * each) / 13);
      changed[place] = (changed[place] ?? 0) ^ 0x40;
      writeFileSync(at('changed.pgp'), changed);
      const environment = there('untouched');
      await expect(restore.run([at('changed.pgp'), '--check'], { environment, print })).rejects.toThrow(CommandRefused);
    }
  });

  it('is not restored over a record, nor without a word on what was destroyed', async () => {
    await expect(
      restore.run([at('record.pgp'), '--without-destructions'], { environment: here, print }),
    ).rejects.toThrow(/There is a record in that place already/);
    await expect(restore.run([at('record.pgp')], { environment: there('new'), print })).rejects.toThrow(
      /--destructions LIST/,
    );
  });

  it('keeps destroyed what was destroyed since, and opens everything else', async () => {
    const args = [at('record.pgp'), '--destructions', at('destructions.txt')];
    said.length = 0;
    expect(await restore.run(args, { environment: there('new'), print })).toBe(0);
    expect(said.join('\n')).toMatch(/Destroyed again: 5 seeds/);
    expect(said.join('\n')).toMatch(/^Whole: the restored record$/m);
    await inRecord(there('new'), async (db, vault) => {
      for (let each = 0; each < 5; each += 1) {
        await expect(opens(db, vault, each)).rejects.toMatchObject({ code: 'seed-destroyed' });
      }
      for (let each = 5; each < 30; each += 1) {
        expect(await opens(db, vault, each)).toBe(Buffer.from(seedOf(each)).toString('hex'));
      }
      const kinds = await db.selectFrom('event').select('kind').orderBy('id').execute();
      expect(kinds.map(({ kind }) => kind)).toEqual([
        'backup.made',
        ...Array<string>(5).fill('seed.destroyed'),
        'record.restored',
      ]);
    });
  });

  it('would bring them back without the list, which is why it asks for it', async () => {
    const environment = there('control');
    expect(await restore.run([at('record.pgp'), '--without-destructions'], { environment, print })).toBe(0);
    await inRecord(environment, async (db, vault) => {
      expect(await opens(db, vault, 0)).toBe(Buffer.from(seedOf(0)).toString('hex'));
    });
  });

  it('is made to a public key as well, and opened by the private one', async () => {
    const pair = await generateKey({ userIDs: [{ name: 'Backups' }], format: 'armored' });
    writeFileSync(at('public.asc'), pair.publicKey);
    writeFileSync(at('private.asc'), pair.privateKey);
    const environment = { ...here, DEPOT_BACKUP_PASS_PHRASE: '' };
    expect(
      await backUp.run([at('to-key.pgp'), '--to', at('public.asc'), '--reason', 'weekly'], { environment, print }),
    ).toBe(0);
    said.length = 0;
    expect(await restore.run([at('to-key.pgp'), '--check', '--key', at('private.asc')], { environment, print })).toBe(
      0,
    );
    expect(said.join('\n')).toMatch(/is whole: \d+ rows/);
  });

  it('holds no keyring; that goes into a file of its own', async () => {
    await expect(
      backUp.run([at('both.pgp'), '--keyring', at('k.pgp'), '--reason', 'x'], { environment: here, print }),
    ).rejects.toThrow(/one at a time/);
    expect(await backUp.run(['--keyring', at('keyring.pgp')], { environment: here, print })).toBe(0);
    const place = { ...here, DEPOT_DATA: at('keys') };
    expect(await restore.run(['--keyring', at('keyring.pgp')], { environment: place, print })).toBe(0);
    expect(readFileSync(at('keys/keyring.json'))).toEqual(readFileSync(at('old/keyring.json')));
    await expect(restore.run(['--keyring', at('keyring.pgp')], { environment: place, print })).rejects.toThrow(
      /is there already/,
    );
    await expect(restore.run(['--keyring', at('record.pgp')], { environment: there('x'), print })).rejects.toThrow();
  });
});
