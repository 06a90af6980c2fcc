import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import { constantsInText } from './constants-in-text.js';

interface Sample {
  job: { id: string; state: string; number: number; at: Date | null };
}

const db = new Kysely<Sample>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [constantsInText],
});

it('words and numbers stand in the text, quotes and all', () => {
  const jobs = db.selectFrom('job').select('id').where('state', '=', "it's").where('number', '>', 7).limit(1);
  const { sql, parameters } = jobs.compile();
  expect(sql).toBe(`select "id" from "job" where "state" = 'it''s' and "number" > 7 limit 1`);
  expect(parameters).toEqual([]);
});

it('so does each of several', () => {
  const { sql } = db.selectFrom('job').select('id').where('state', 'in', ['waiting', 'reserved']).compile();
  expect(sql).toBe(`select "id" from "job" where "state" in ('waiting', 'reserved')`);
});

it('what is neither comes in beside it, and a null is one', () => {
  const at = new Date(0);
  const { sql, parameters } = db
    .selectFrom('job')
    .select('id')
    .where('at', '<', at)
    .where('at', 'is not', null)
    .compile();
  expect(sql).toBe('select "id" from "job" where "at" < $1 and "at" is not null');
  expect(parameters).toEqual([at]);
});
