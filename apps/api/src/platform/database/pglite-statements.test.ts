import { PGlite, types } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgliteStatements } from './pglite-statements.js';

const everyType = `SELECT $1::int8 AS big, $2::int AS small, $3::text AS text, $4::bytea AS bytes, $5::jsonb AS json,
  $6::timestamptz AS at, $7::text[] AS list, $8::boolean AS truth, $9::uuid AS id, $10::text AS nothing`;

const values = [
  ...[9_007_199_254, -7, 'héllo ‘there’', new Uint8Array([0, 255, 92]), JSON.stringify({ a: [1, null] })],
  ...[new Date('2026-11-23T10:11:12.345Z'), ['a', 'b,"c'], true, '6b1f3a52-6f0e-4a58-9a0b-4d1a9b1c2d3e', null],
];

describe('PGlite’s prepared statements', () => {
  let db: PGlite;
  let statements: PgliteStatements;
  const put = (id: number) => statements.run('INSERT INTO thing (id) VALUES ($1) RETURNING id', [id]);

  beforeAll(async () => {
    db = await PGlite.create({ parsers: { [types.INT8]: Number } });
    await db.exec('CREATE TABLE thing (id int PRIMARY KEY, note text)');
    statements = new PgliteStatements(db);
  }, 60_000);
  afterAll(() => db.close());

  it('answer as PGlite’s own query does, each time', async () => {
    const { rows } = await db.query(everyType, [...values]);
    for (let time = 0; time < 3; time += 1) expect((await statements.run(everyType, values)).rows).toEqual(rows);
  });

  it('say what was done to how many rows', async () => {
    expect(await put(1)).toEqual({ command: 'INSERT', rowCount: 1, rows: [{ id: 1 }] });
    await put(2);
    const changed = await statements.run('UPDATE thing SET note = $1', ['seen']);
    expect(changed).toEqual({ command: 'UPDATE', rowCount: 2, rows: [] });
    expect(await statements.run('DELETE FROM thing WHERE id > $1', [5])).toMatchObject({ rowCount: 0 });
    expect(await statements.run('SELECT id FROM thing WHERE id > $1', [5])).toMatchObject({ rowCount: 0, rows: [] });
  });

  it('fail with the database’s code, and go on', async () => {
    await expect(put(1)).rejects.toMatchObject({ code: '23505' });
    await expect(statements.run('SELECT nothing_there($1)', [1])).rejects.toMatchObject({ code: '42883' });
    expect(await put(3)).toMatchObject({ rows: [{ id: 3 }] });
  });

  it('leave a transaction that failed to be rolled back', async () => {
    await statements.run('begin', []);
    await put(4);
    await expect(put(4)).rejects.toMatchObject({ code: '23505' });
    await expect(put(5)).rejects.toMatchObject({ code: '25P02' });
    expect(await statements.run('rollback', [])).toMatchObject({ command: 'ROLLBACK' });
    expect(await put(4)).toMatchObject({ rows: [{ id: 4 }] });
  });

  it('are heard by whoever listens', async () => {
    const heard: string[] = [];
    await db.listen('news', (payload) => heard.push(payload));
    await statements.run('SELECT pg_notify($1, $2)', ['news', 'one']);
    await expect.poll(() => heard).toEqual(['one']);
  });

  it('are planned anew after a thousand uses', async () => {
    const plans = async () => {
      const { rows } = await db.query<{ uses: number }>(
        `SELECT (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements WHERE statement LIKE '%AS counted'`,
      );
      return rows[0]?.uses;
    };
    for (let use = 0; use < 1000; use += 1) await statements.run('SELECT $1::int AS counted', [use]);
    expect(await plans()).toBe(1000);
    await statements.run('SELECT $1::int AS counted', [1]);
    expect(await plans()).toBe(1);
  });
});
