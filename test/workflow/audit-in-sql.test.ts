import type { Erasure } from '@depot/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';
import { depotCommand, headIn, jobsFor } from './audit.fixture.js';

/** Each as somebody who owns the database would do it, and the place in the chain that must be named. */
const tamperings: readonly (readonly [string, string, number, RegExp])[] = [
  ['an edit of who did it', `UPDATE event SET actor_name = 'mallory' WHERE id = ID(7)`, 7, /Row 7 .+ was edited/],
  ['an edit of a fact', `UPDATE event SET facts = facts || '{"more": 1}' WHERE id = ID(8)`, 8, /Row 8 .+ was edited/],
  [
    'an edit of the time by a millisecond',
    `UPDATE event SET at = at + interval '1 ms' WHERE id = ID(9)`,
    9,
    /Row 9 .+ was edited/,
  ],
  [
    'an edit of the time by a microsecond',
    `ALTER TABLE event ALTER COLUMN at TYPE timestamptz; UPDATE event SET at = at + interval '1 us' WHERE id = ID(9)`,
    9,
    /Row 9 .+ was edited/,
  ],
  [
    'another salt',
    `UPDATE event SET salt = '\\x00112233445566778899aabbccddeeff' WHERE id = ID(6)`,
    6,
    /Row 6 .+ was edited/,
  ],
  [
    'an edit that looks like an erasure',
    `UPDATE event SET facts = '{}', salt = NULL WHERE id = ID(5)`,
    5,
    /Row 5 .+ no erasure or expiry on the record names it/,
  ],
  ['another hash', `UPDATE event_chain SET hash = sha256(hash) WHERE seq = 10`, 10, /Row 10 .+ was edited/],
  [
    'a deletion',
    `DELETE FROM event_chain WHERE seq = 7; DELETE FROM event WHERE id = ID(7)`,
    7,
    /Row 7 was deleted: after row 6 comes row 8/,
  ],
  [
    'a deletion with the rest renumbered',
    `DELETE FROM event_chain WHERE seq = 7; UPDATE event_chain SET seq = -seq WHERE seq > 7;
     UPDATE event_chain SET seq = -seq - 1 WHERE seq < 0`,
    7,
    /Row 7 .+ was edited: .+ deleted and the rest renumbered/,
  ],
  [
    'a deletion of the event alone',
    `DELETE FROM event WHERE id = ID(4)`,
    4,
    /The event of row 4 \(event \d+\) was deleted/,
  ],
  [
    'an insertion',
    `UPDATE event_chain SET seq = -seq WHERE seq > 7; UPDATE event_chain SET seq = 1 - seq WHERE seq < 0;
     INSERT INTO event SELECT 9999, at, 'job.lost', actor_kind, actor_id, actor_name, actor_address, batch_id, job_id,
       station_id, serial, state, facts, salt FROM event WHERE id = ID(7);
     INSERT INTO event_chain SELECT 8, 9999, commitment, hash FROM event_chain WHERE seq = 7`,
    8,
    /Row 8 \(event 9999, job\.lost, .+\) was inserted/,
  ],
  [
    'two rows swapped',
    `UPDATE event_chain SET seq = -1 WHERE seq = 6; UPDATE event_chain SET seq = 6 WHERE seq = 11;
     UPDATE event_chain SET seq = 11 WHERE seq = -1`,
    6,
    /Row 6 .+ was swapped: the row that belongs here stands 5 rows further on/,
  ],
];

/** In this the triggers that keep the record, and the references between its tables, are off. */
const asOwner = `SET search_path TO depot; SET session_replication_role = replica;`;
const put = `${asOwner} ALTER TABLE event ALTER COLUMN at TYPE timestamptz(3); TRUNCATE event, event_chain;
  INSERT INTO event SELECT * FROM public.kept_event; INSERT INTO event_chain SELECT * FROM public.kept_chain`;

describe.skipIf(leftOut('postgresql'))('the record in PostgreSQL', () => {
  let engine: RunningEngine;
  let depot: ThrowAwayDepot;
  let sql: pg.Client;
  let here: Record<string, string>;

  const eventAt = async (seq: number): Promise<string> =>
    String(
      (await sql.query<{ event_id: string }>(`SELECT event_id FROM depot.event_chain WHERE seq = ${String(seq)}`))
        .rows[0]?.event_id,
    );

  beforeAll(async () => {
    engine = await startEngine('postgres');
    depot = await ThrowAwayDepot.start({ environment: engine.environment });
    here = { ...engine.environment };
    sql = new pg.Client({ connectionString: engine.environment['DATABASE_URL'] });
    await sql.connect();
    await jobsFor(
      depot,
      Array.from({ length: 8 }, (_, at) => `sample.${String(at)}@contoso.com`),
    );
  });
  afterAll(async () => {
    await sql.end();
    await depot.stop();
    await engine.stop();
  });

  it('is checked beside the running depot, and an erasure leaves it whole', async () => {
    const { admin, operator } = depot.clients;
    const { jobs } = await operator.get<{ jobs: { id: string }[] }>('jobs?search=sample.3@contoso.com');
    for (const { id } of jobs) await operator.post(`jobs/${id}/cancel`, { reason: 'moved away' });
    const before = headIn((await depotCommand(['audit', 'verify'], here)).output);
    const erasure = { upn: 'sample.3@contoso.com', reason: 'asked to be forgotten' };
    expect(await admin.post<Erasure>('recipients/erasure', erasure)).toMatchObject({ jobs: 1, events: 1 });
    const { code, output } = await depotCommand(['audit', 'verify', '--head', before], here);
    expect(output).toContain('1 event had personal data erased, by 1 erasure on the record.');
    expect(code).toBe(0);
    const other = before.replace(/:./, (start) => (start === ':0' ? ':1' : ':0'));
    expect((await depotCommand(['audit', 'verify', '--head', other], here)).output).toMatch(
      /has another hash than the head you gave/,
    );
  });

  it.each([
    `UPDATE depot.event SET actor_name = 'mallory'`,
    `UPDATE depot.event SET facts = '{}', salt = NULL`,
    'DELETE FROM depot.event',
    'TRUNCATE depot.event CASCADE',
    `UPDATE depot.event_chain SET hash = commitment`,
    'DELETE FROM depot.event_chain',
  ])('refuses %s by itself', async (statement) => {
    await expect(sql.query(statement)).rejects.toThrow(/The record is append-only/);
  });

  it('lets an erasure take nothing but facts and salt', async () => {
    await sql.query(`BEGIN; SET LOCAL depot.erasing = 'on'`);
    try {
      const more = `UPDATE depot.event SET facts = '{}', salt = NULL, actor_name = 'mallory' WHERE id = 2`;
      await expect(sql.query(more)).rejects.toThrow(/append-only/);
    } finally {
      await sql.query('ROLLBACK');
    }
  });

  describe('tampered with by its owner', () => {
    beforeAll(async () => {
      const waiting = async () => (await sql.query('SELECT 1 FROM depot.event_pending')).rowCount;
      while ((await waiting()) !== 0);
      // Its background work would hold the tables that are taken out and put back.
      for (const each of depot.processes) await each.stop();
      await sql.query('CREATE TABLE public.kept_event AS TABLE depot.event');
      await sql.query('CREATE TABLE public.kept_chain AS TABLE depot.event_chain');
    });

    it.each(tamperings)('%s is found, and its row named', async (_, statements, seq, sentence) => {
      const place = /ID\((\d+)\)/.exec(statements)?.[1];
      const id = place === undefined ? '' : await eventAt(Number(place));
      await sql.query(`${asOwner} ${statements.replace(/ID\(\d+\)/g, id)}`);
      try {
        const { code, output } = await depotCommand(['audit', 'verify'], here);
        expect(output).toMatch(sentence);
        expect(code).toBe(1);
        expect(output).toMatch(new RegExp(`^BROKEN: .+\\n.*[Rr]ow ${String(seq)}\\b`));
      } finally {
        await sql.query(put);
      }
    });

    it('an event written past the depot is found', async () => {
      await sql.query(
        `INSERT INTO depot.event (id, kind, actor_kind, actor_name, salt) VALUES (8888, 'job.lost', 'depot', 'x', '\\x00')`,
      );
      const { code, output } = await depotCommand(['audit', 'verify'], here).finally(() => sql.query(put));
      expect(output).toMatch(/Event 8888 \(job\.lost, .+\) has no place in the chain/);
      expect(code).toBe(1);
    });

    it('and put back as it was, is whole', async () => {
      expect(await depotCommand(['audit', 'verify'], here)).toMatchObject({ code: 0 });
    });
  });
});
