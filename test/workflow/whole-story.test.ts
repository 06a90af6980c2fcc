import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArrivalCodeMade, CallerAnswered, HelpdeskCase, JobView, ShownCodes, TokenSheet } from '@depot/contracts';
import { usualReadOutRules } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hands } from '../depot/hands.js';
import type { MicrosoftPage } from '../depot/hands.js';
import { leftOut } from '../depot/left-out.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { startPostgres } from '../stores/postgres.js';
import type { RestartableStore } from '../stores/restartable-store.js';
import { depotCommand, rowsOf, signInOf } from './audit.fixture.js';

const csv = [
  'upn,display name,reference,street,postal code,city,country,phone',
  'ann@contoso.com,Ann Sample,CC-4711,1 Sample Street,69001,Lyon,FR,+33 4 00 00 12 34',
].join('\n');
const said: Readonly<Record<string, string>> = { reference: 'cc 4711', 'postal-code': '69001', 'phone-end': '1234' };

/** A row of a dump's table, by column. */
function rowIn(dump: string, table: string, id: string): Record<string, string> {
  const [, names = '', rows = ''] =
    new RegExp(`^COPY depot\\.${table} \\(([^)]+)\\) FROM stdin;\\n([^]*?)^\\\\\\.$`, 'm').exec(dump) ?? [];
  const row = rows.split('\n').find((line) => line.startsWith(id)) ?? '';
  const values = row.split('\t');
  return Object.fromEntries(names.split(', ').map((name, at) => [name, values[at] ?? '']));
}

/** One token from the user’s QR to the certificate that an auditor checks, each step resting on the one before. */
describe.skipIf(leftOut('postgresql', 'oathtool'))('the whole story of one token', () => {
  let postgres: RestartableStore;
  let depot: ThrowAwayDepot;
  let live: Live;
  let hands: Hands;
  let folder: string;
  const pages = new Map<string, MicrosoftPage>();
  let job: JobView;
  let secret = '';
  let seedId = '';
  let before = '';
  let told: ShownCodes;

  const helpdesk = () => depot.clients.helpdesk;
  const dump = (): string => {
    const { port, hostname } = new URL(postgres.url);
    const args = ['-h', hostname, '-p', port, '-U', 'depot', 'postgres'];
    return execFileSync('pg_dump', args, { maxBuffer: 1 << 28 }).toString();
  };
  const checked = async (): Promise<HelpdeskCase> => {
    let now = await helpdesk().post<HelpdeskCase>(`helpdesk/jobs/${job.id}/checks`);
    for (const { question } of now.check?.questions ?? []) {
      const body = { question, answer: said[question] };
      now = (await helpdesk().post<CallerAnswered>(`helpdesk/checks/${now.check?.id ?? ''}/answers`, body)).case;
    }
    return now;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'story-'));
    postgres = await startPostgres();
    depot = await ThrowAwayDepot.start({ stations: [1], latencyMs: 2, environment: { DATABASE_URL: postgres.url } });
    live = await Live.open(depot.clients.operator);
    const [station] = depot.stations;
    if (station === undefined) throw new Error('The depot has no station.');
    const place = { client: depot.clients.operator, live, station, reader: 0 };
    hands = new Hands(place, { pages, random: (length) => crypto.getRandomValues(new Uint8Array(length)) });
  }, 120_000);
  afterAll(async () => {
    live.close();
    await depot.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins with the user’s QR, burned onto a token that both sides then know by its code, and posted', async () => {
    await depot.clients.manager.post('batches', { name: 'One token', route: 'qr', csv });
    const taken = await hands.next();
    if (taken === null) throw new Error('Nobody waits.');
    await hands.capture(taken);
    secret = hands.pageOf(taken.id)?.secretBase32 ?? '';
    const burned = await hands.burn(await hands.place.station.bench.takeFresh());
    job = await hands.shipProved(await hands.confirm(await hands.prove(burned)));
    expect(job).toMatchObject({ state: 'shipped', seed: 'kept' });
  });

  it('goes on with a caller who is locked out: nothing is read out until an admin opens it and the caller was checked', async () => {
    const closed = await helpdesk().problem(helpdesk().post(`helpdesk/jobs/${job.id}/checks`));
    expect(closed.code).toBe('read-out-closed');
    const rules = { ...usualReadOutRules, open: true, reason: 'a sample' };
    await depot.clients.admin.post('helpdesk/rules', rules);
    const wanted = { reason: 'locked out', ticket: 'INC-1' };
    const begun = await helpdesk().post<HelpdeskCase>(`helpdesk/jobs/${job.id}/checks`);
    const unchecked = helpdesk().post(`helpdesk/checks/${begun.check?.id ?? ''}/read-outs`, wanted);
    expect((await helpdesk().problem(unchecked)).code).toBe('caller-check');
    const { check } = await checked();
    const { readOut } = await helpdesk().post<HelpdeskCase>(`helpdesk/checks/${check?.id ?? ''}/read-outs`, wanted);
    told = await helpdesk().post<ShownCodes>(`helpdesk/read-outs/${readOut?.id ?? ''}/codes`, { at: null });
    // What they heard is what the token shows, by its own clock, and Microsoft’s page takes it.
    for (const { code, from, until } of told.codes) {
      const middle = Math.floor((Date.parse(from) + Date.parse(until)) / 2000) + told.drift;
      const args = ['-b', '--totp', `--now=@${String(middle)}`, secret];
      expect(execFileSync('oathtool', args).toString().trim()).toBe(code);
    }
    expect(hands.pageOf(job.id)?.takes({ code: told.codes[0]?.code ?? '', at: 0, now: Date.now() / 1000 })).toBe(true);
  });

  it('ends with the recipient: a code that was read out proves nothing, the token’s own next one destroys the seed', async () => {
    before = dump();
    const { code } = await depot.clients.manager.post<ArrivalCodeMade>(`jobs/${job.id}/arrival-code`);
    const prove = async (digits: string): Promise<number> => {
      const answer = await fetch(`${depot.url}/api/arrival`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: code.replace(' ', ''), digits }),
      });
      return answer.status;
    };
    for (const each of told.codes) expect(await prove(each.code)).toBe(403);
    // The recipient waits until their token shows one that nobody heard.
    const heard = told.codes.map((each) => each.code);
    await expect
      .poll(
        async () => {
          const { code: shown } = await hands.readDisplay(job.serial ?? '');
          return heard.includes(shown) ? 0 : prove(shown);
        },
        { timeout: 90_000, interval: 1000 },
      )
      .toBe(200);
    expect(await hands.job(job.id)).toMatchObject({ state: 'arrived', seed: 'destroyed' });
  }, 120_000);

  it('leaves nothing in a dump that any key could open, and no clear seed in either', async () => {
    const sheet = await depot.clients.admin.get<TokenSheet>(`tokens/${job.serial ?? ''}/sheet`);
    seedId = sheet.certificates[0]?.seedId ?? '';
    const [there, gone] = [before, dump()].map((text) => rowIn(text, 'seed', seedId));
    const boxes = [there?.['wrapped_key'] ?? '', there?.['ciphertext'] ?? ''];
    for (const box of boxes) expect(box).toMatch(/^\\\\x[0-9a-f]{60,}$/);
    expect(gone).toMatchObject({ id: seedId, wrapped_key: '\\N', ciphertext: '\\N' });
    const after = dump();
    for (const box of boxes) expect(after).not.toContain(box.slice(3));
    for (const text of [before, after]) expect(text.toUpperCase()).not.toContain(secret);
  });

  it('reads out nothing more', async () => {
    const now = await helpdesk().get<HelpdeskCase>(`helpdesk/jobs/${job.id}`);
    expect(now).toMatchObject({ door: 'ended' });
    const check = now.check?.id ?? '';
    const refused = [
      () => helpdesk().post(`helpdesk/jobs/${job.id}/checks`),
      () => helpdesk().post(`helpdesk/checks/${check}/read-outs`, { reason: 'once more', ticket: 'INC-2' }),
    ];
    for (const call of refused) expect((await helpdesk().problem(call())).code).toBe('read-out-closed');
    // On a slow machine the read-out that was told before has run out of its time by now, which is said first.
    const again = await helpdesk().problem(
      helpdesk().post(`helpdesk/read-outs/${told.readOut.id}/codes`, { at: null }),
    );
    expect(['read-out-closed', 'read-out-over']).toContain(again.code);
  });

  it('can be proved without the depot: an export alone, and the row and hash that stand on the auditor’s page', async () => {
    const serial = job.serial ?? '';
    const answer = await fetch(`${depot.url}/api/tokens/${serial}/sheet/pdf`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: depot.clients.admin.cookie },
      body: JSON.stringify({ reason: 'the yearly audit' }),
    });
    const paper = join(folder, 'sheet.pdf');
    writeFileSync(paper, new Uint8Array(await answer.arrayBuffer()));
    const here = { DEPOT_PORT: new URL(depot.url).port, ...signInOf(depot, 'admin') };
    const file = join(folder, 'record.jsonl');
    const environment = { DEPOT_DATA: join(depot.folder, 'data'), DATABASE_URL: postgres.url, ...here };
    expect(await depotCommand(['audit', 'export', file], environment)).toMatchObject({ code: 0 });
    const sheet = await depot.clients.admin.get<TokenSheet>(`tokens/${serial}/sheet`);
    const [certificate] = sheet.certificates;
    const at = (seq: number, hash: string | null) => `${String(seq)}:${hash ?? ''}`;
    const row = at(certificate?.seq ?? 0, certificate?.hash ?? null);
    // No settings: neither the depot nor its database is asked.
    const alone = (head: string) => depotCommand(['audit', 'verify', '--export', file, '--head', head], {});
    expect(await alone(row)).toMatchObject({ code: 0 });
    const forged = row.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await alone(forged)).toMatchObject({ code: 1 });
    expect(rowsOf(file).find(({ seq }) => seq === certificate?.seq)?.event.kind).toBe('seed.destroyed');
    const exported = readFileSync(file, 'utf8');
    for (const { code } of told.codes) expect(exported).not.toMatch(new RegExp(`"${code}"`));
    for (const event of sheet.events) expect(exported).toContain(event.hash);

    if (leftOut('poppler-utils')) return;
    const text = execFileSync('pdftotext', ['-layout', paper, '-']).toString();
    const shown = text.replace(/\s+/g, '');
    for (const part of [
      serial,
      seedId,
      certificate?.hash ?? '',
      'audit verify --export',
      'the yearly audit',
      'ann@contoso.com',
    ])
      expect(shown).toContain(part.replace(/\s+/g, ''));
    expect(sheet.events.map(({ kind }) => kind)).toContain('token.sheet-made');
    for (const { code } of told.codes) expect(text).not.toMatch(new RegExp(`\\b${code}\\b`));
  });
});
