import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { ChainHead, Erasure, EventView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { depotCommand, headIn, jobsFor, rowsOf, signInOf } from './audit.fixture.js';

describe('the record of an embedded depot', () => {
  let depot: ThrowAwayDepot;
  let folder: string;
  let here: Record<string, string>;
  let first = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    depot = await ThrowAwayDepot.start();
    const DEPOT_PORT = new URL(depot.url).port;
    here = { DEPOT_PORT, DEPOT_DATA: join(depot.folder, 'data'), ...signInOf(depot, 'admin') };
  });
  afterAll(async () => {
    await depot.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is checked through the running depot, whose head it names', async () => {
    await jobsFor(depot, ['one@contoso.com', 'two@contoso.com', 'planted@contoso.com']);
    const { code, output } = await depotCommand(['audit', 'verify'], here);
    expect(output).toMatch(/^Whole: the depot at http:\S+\n\d+ events in the chain/);
    expect(code).toBe(0);
    first = headIn(output);
    const head = await depot.clients.admin.get<ChainHead>('audit/head');
    expect(head.seq).toBeGreaterThanOrEqual(Number(first.split(':')[0]));
  });

  it('is exported to a file that is checked alone, and the export is on the record', async () => {
    const file = join(folder, 'record.jsonl');
    const exported = await depotCommand(['audit', 'export', file], here);
    expect(exported).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(rowsOf(file).filter(({ event }) => event.kind === 'audit.exported')).toHaveLength(2);
    const alone = await depotCommand(['audit', 'verify', '--export', file, '--head', first], {});
    expect(alone).toMatchObject({ code: 0 });
    expect(headIn(alone.output)).toBe(headIn(exported.output));

    const lines = readFileSync(file, 'utf8').split('\n');
    const edited = join(folder, 'edited.jsonl');
    writeFileSync(
      edited,
      lines.with(4, (lines[4] ?? '').replace(/"actor_name":"[^"]+"/, '"actor_name":"mallory"')).join('\n'),
    );
    const broken = await depotCommand(['audit', 'verify', '--export', edited], {});
    expect(broken.code).toBe(1);
    expect(broken.output).toMatch(/^BROKEN: .+\nRow 4 \(event \d+, .+Z\) was edited/);

    expect(await depotCommand(['audit', 'export', file], here)).toMatchObject({ code: 2 });
  });

  it('is handed to admins alone', async () => {
    const { operator, helpdesk, manager } = depot.clients;
    for (const client of [operator, helpdesk, manager]) {
      expect((await client.problem(client.post('audit/export', { reason: 'curious' }))).code).toBe('not-your-role');
      expect((await client.problem(client.get('audit/head'))).code).toBe('not-your-role');
      const erasure = { upn: 'one@contoso.com', reason: 'curious' };
      expect((await client.problem(client.post('recipients/erasure', erasure))).code).toBe('not-your-role');
    }
    const refused = await depotCommand(['audit', 'verify'], { ...here, ...signInOf(depot, 'operator') });
    expect(refused.code).toBe(2);
    expect(refused.output).toMatch(/refused: This takes the role admin\./);
    const nobody = await depotCommand(['audit', 'verify'], { ...here, DEPOT_ADMIN_PASSWORD: '' });
    expect(nobody.code).toBe(2);
    expect(nobody.output).toMatch(/set DEPOT_ADMIN_NAME and DEPOT_ADMIN_PASSWORD/);
  });

  it('stays whole when a person’s data is erased, and says so', async () => {
    const { admin, operator } = depot.clients;
    const [job] = await jobsFor(depot, ['Planted@contoso.com']);
    if (job === undefined) throw new Error('No job.');
    const erasure = { upn: 'planted@contoso.com', reason: 'asked to be forgotten' };
    const open = await admin.problem(admin.post('recipients/erasure', erasure));
    expect(open).toMatchObject({
      code: 'jobs-open',
      status: 409,
      detail: `Not finished yet: job 3, job ${String(job.number)}.`,
    });
    const { jobs } = await operator.get<{ jobs: { id: string }[] }>('jobs?search=planted@contoso.com');
    for (const { id } of jobs) await operator.post(`jobs/${id}/cancel`, { reason: 'the planted reason' });
    const before = headIn((await depotCommand(['audit', 'verify'], here)).output);

    expect(await admin.post<Erasure>('recipients/erasure', erasure)).toMatchObject({ jobs: 2, events: 2 });
    const after = await depotCommand(['audit', 'verify', '--head', before], here);
    expect(after.output).toContain('2 events had personal data erased, by 1 erasure on the record.');
    expect(after.code).toBe(0);
    const file = join(folder, 'erased.jsonl');
    await depotCommand(['audit', 'export', file], here);
    expect(readFileSync(file, 'utf8')).not.toMatch(/planted/i);
    const timeline = await admin.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(timeline.at(-1)).toMatchObject({ kind: 'job.cancelled', actor: { name: 'operator' }, facts: {} });
    expect((await admin.problem(admin.post('recipients/erasure', erasure))).code).toBe('not-found');
    // The same person may be served again later.
    expect(await jobsFor(depot, ['planted@contoso.com'])).toHaveLength(1);
  });

  it('is checked where it lies when no depot runs on it, and an edit there is found', async () => {
    const before = headIn((await depotCommand(['audit', 'verify'], here)).output);
    const data = here['DEPOT_DATA'] ?? '';
    await depot.api.stop();
    const whole = await depotCommand(['audit', 'verify', '--head', before], here);
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.output).toMatch(/^Whole: the record in /);

    const db = await PGlite.create(join(data, 'record'));
    await expect(db.query(`UPDATE depot.event SET actor_name = 'mallory' WHERE id = 3`)).rejects.toThrow(/append-only/);
    await db.exec(`SET session_replication_role = replica; UPDATE depot.event SET actor_name = 'mallory' WHERE id = 3`);
    await db.close();
    const broken = await depotCommand(['audit', 'verify', '--json'], here);
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.output)).toMatchObject({ whole: false, finding: { kind: 'edited', eventId: 3 } });
  });
});
