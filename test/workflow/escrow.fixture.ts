import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '@depot/api/clock';
import { readConfig } from '@depot/api/config';
import { makeFirstPeople } from '@depot/api/first-people';
import { makeFirstTenant } from '@depot/api/first-tenant';
import { Log } from '@depot/api/log';
import { Seed } from '@depot/api/seed';
import { startDepot } from '@depot/api/start';
import type { RunningDepot } from '@depot/api/start';
import type { Escrow, JobPage, JobView, Role, Route } from '@depot/contracts';
import { codeAt } from '@depot/totp';
import type pg from 'pg';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';
import { layEmptyRecord } from '../stores/empty-record.js';
import { startEngine } from '../stores/engines.js';
import type { Engine, RunningEngine } from '../stores/engines.js';
import { depotCommand } from './audit.fixture.js';
import type { CommandResult } from './audit.fixture.js';

const dayMs = 86_400_000;

/** A clock that goes as it always does, from wherever the test has set it. */
class PlayedClock extends Clock {
  aheadMs = 0;
  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
}

/** A job that stands before the directory, and the seed on its token, which nobody but the test knows. */
export interface Planted {
  readonly id: string;
  readonly serial: string;
  readonly seedId: string;
  readonly seed: Uint8Array;
}

/** A depot in this very process, on the store of this run, whose days the test plays. */
export class PlayedDepot {
  readonly folder = mkdtempSync(join(tmpdir(), 'depot-escrow-'));
  readonly clock = new PlayedClock();
  clients!: Readonly<Record<Role, Client>>;
  readonly #engine: Engine;
  readonly #passwords = new Map<string, string>();
  #store!: RunningEngine;
  #running!: RunningDepot;
  #environment: Readonly<Record<string, string>> = {};
  #serials = 86_596_122_000_000;

  private constructor(engine: Engine) {
    this.#engine = engine;
  }

  static async start(engine: Engine, more: Readonly<Record<string, string>>): Promise<PlayedDepot> {
    const depot = new PlayedDepot(engine);
    // Noon, so that no day turns while the test counts days.
    depot.clock.aheadMs = new Date().setUTCHours(12, 0, 0, 0) - Date.now();
    depot.#store = await startEngine(engine);
    if (engine === 'pglite') await layEmptyRecord(join(depot.folder, 'record'));
    depot.#environment = {
      ...more,
      ...depot.#store.environment,
      DEPOT_DATA: depot.folder,
      DEPOT_PORT: String(await freePort()),
      DEPOT_LOG_LEVEL: 'silent',
    };
    await depot.up();
    return depot;
  }

  get url(): string {
    return this.#running.url;
  }

  get services(): RunningDepot['services'] {
    return this.#running.services;
  }

  async up(): Promise<void> {
    const log = new Log('silent', { replica: randomUUID() });
    this.#running = await startDepot(readConfig(this.#environment), log, this.clock);
    await makeFirstTenant(this.services.work);
    for (const { name, password } of await makeFirstPeople(this.services.work)) this.#passwords.set(name, password);
    const signIn = (role: Role) => new Client(this.#running.url).signIn(role, this.#passwords.get(role) ?? '');
    this.clients = {
      admin: await signIn('admin'),
      operator: await signIn('operator'),
      manager: await signIn('manager'),
      helpdesk: await signIn('helpdesk'),
    };
  }

  async down(): Promise<void> {
    await this.#running.stop();
  }

  /** Whatever the queue held is gone. */
  async forgetQueue(): Promise<void> {
    this.#store.redis?.empty();
    // PGlite's pool is asked as PostgreSQL's is.
    const pool = this.services.pools.record as pg.Pool;
    const tables = `SELECT tablename FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`;
    const { rows } = await pool.query<{ tablename: string }>(tables);
    for (const { tablename } of rows) await pool.query(`TRUNCATE bullmq."${tablename}" CASCADE`);
  }

  async end(): Promise<void> {
    await this.down();
    await this.#store.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** So many days later, and the day's turn comes as the queue's scheduler brings it. */
  async pass(days: number): Promise<void> {
    this.clock.aheadMs += days * dayMs;
    await this.turnOfDay();
  }

  async turnOfDay(): Promise<void> {
    const payload = { kind: 'daily' as const };
    const day = this.clock.now().toISOString().slice(0, 10);
    await this.services.queues.put([{ queue: 'escrow', taskId: `played.${day}.${randomUUID()}`, payload }]);
    await this.until(`the turn of ${day}`, async () => {
      const { waiting, active } = await this.services.queues.depth('escrow');
      const due = await this.services.db.selectFrom('escrow_day').select('day').where('status', '=', 'due').execute();
      return waiting + active + due.length === 0;
    });
  }

  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`It did not come to ${what}.`);
  }

  untilDestroyed(of: Planted): Promise<void> {
    return this.until(`the end of a seed`, async () => (await this.job(of)).seed === 'destroyed');
  }

  job({ id }: Planted, client = this.clients.admin): Promise<JobView> {
    return client.get<JobView>(`jobs/${id}`);
  }

  /** The six digits that a token shows now. */
  codeOf({ seed }: Planted): string {
    return codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 30 }, this.clock.unixSeconds());
  }

  /** A batch of its own for each, with one job that waits to be registered: what comes before is other tests' matter. */
  async plant(name: string, escrow: Escrow | undefined, route: Route = 'own-seed'): Promise<Planted> {
    const csv = `upn,display name,email,reference,street,postal code,city,country\n${name}@contoso.com,${name} Sample,${name}@example.org,CC-${name},1 Sample Street,69001,Lyon,FR`;
    const { manager } = this.clients;
    const { id: batchId } = await manager.post<{ id: string }>('batches', { name, route, csv, escrow });
    const [job] = (await manager.get<JobPage>(`batches/${batchId}/jobs`)).jobs;
    if (job === undefined) throw new Error('The batch has no job.');
    const seed = Uint8Array.from(randomBytes(20));
    const serial = String((this.#serials += 1));
    const purpose = route === 'import' ? ('factory' as const) : ('own' as const);
    const { work, vault } = this.services;
    const seedId = await work.run(async (trx) => {
      const made = await vault.seal(trx, new Seed(seed.slice()), { purpose, jobId: purpose === 'own' ? job.id : null });
      const kind = route === 'import' ? ('classic' as const) : ('programmable' as const);
      const token = {
        serial,
        profile: 0,
        kind,
        status: 'bound' as const,
        algorithm: 'SHA1' as const,
        period: 30 as const,
      };
      const about = { model: 'sample', manufacturer: 'Token2', drift: 0, seed_id: made, job_id: job.id };
      await trx
        .insertInto('token')
        .values({ ...token, ...about })
        .execute();
      if (purpose === 'factory') await vault.assign(trx, made, job.id);
      const { recipient_id: recipient, tenant_id: tenant } = await trx
        .updateTable('job')
        .set({ state: 'registering', serial, seed_id: made })
        .where('id', '=', job.id)
        .returning(['recipient_id', 'tenant_id'])
        .executeTakeFirstOrThrow();
      const binding = {
        id: randomUUID(),
        serial,
        profile: 0,
        tenant_id: tenant,
        recipient_id: recipient,
        job_id: job.id,
      };
      await trx.insertInto('binding').values(binding).execute();
      return made;
    });
    return { id: job.id, serial, seedId, seed };
  }

  /** The directory has it. */
  register({ id }: Planted): Promise<JobView> {
    return this.clients.admin.post<JobView>(`jobs/${id}/register`);
  }

  async post(of: Planted): Promise<void> {
    const { operator } = this.clients;
    await operator.post(`jobs/${of.id}/pack`, { serial: of.serial });
    await operator.post(`jobs/${of.id}/post`, { carrier: 'Sample Post', tracking: `SP${of.serial}` });
    await this.until('the post', async () => (await this.job(of)).state === 'shipped');
  }

  /** A dump of the record by the store's own means; of PGlite a copy of its folder, while nobody has it open. */
  async dump(name: string, form: 'sql' | 'packed' = 'sql'): Promise<string> {
    const to = join(this.folder, `dump-${name}`);
    if (this.#engine === 'pglite') {
      await this.down();
      cpSync(join(this.folder, 'record'), to, { recursive: true });
      await this.up();
      return to;
    }
    const format = form === 'packed' ? ['--format=custom'] : [];
    execFileSync(join(newestPostgres(), 'pg_dump'), [
      ...format,
      '--file',
      to,
      this.#store.environment['DATABASE_URL'] ?? '',
    ]);
    return to;
  }

  /** `vault prove`, typed beside the depot that runs. */
  prove({ serial }: Planted, ...more: string[]): Promise<CommandResult> {
    const signIn = { DEPOT_ADMIN_NAME: 'admin', DEPOT_ADMIN_PASSWORD: this.#passwords.get('admin') ?? '' };
    return depotCommand(['vault', 'prove', serial, ...more], {
      ...this.#environment,
      ...signIn,
      // pg_restore is one of PostgreSQL's client programs.
      PATH: `${process.env['PATH'] ?? ''}:${this.#engine === 'pglite' ? '' : newestPostgres()}`,
    });
  }
}

function newestPostgres(): string {
  const base = '/usr/lib/postgresql';
  const [newest = ''] = readdirSync(base).sort((a, b) => Number(b) - Number(a));
  return join(base, newest, 'bin');
}
