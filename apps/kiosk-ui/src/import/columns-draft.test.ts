import { expect, test } from 'vitest';
import { draftOf, planOf } from './columns-draft';

const rest = { period: 30, algorithm: 'SHA1', encoding: null } as const;
const header = { width: 3, names: ['SN', 'Seed', 'Type'], meant: { serial: 0, secret: 1, model: 2 } };
const view = { csv: null, header } as Parameters<typeof draftOf>[0];

test('the names of the columns suggest what they hold, and what was said before goes first', () => {
  expect(draftOf(view)).toEqual({ serial: 0, secret: 1, model: 2, manufacturer: -1, period: -1, algorithm: -1 });
  const said = { ...view, csv: { columns: { serial: 2, secret: 1 }, ...rest } };
  expect(draftOf(said)).toMatchObject({ serial: 2, secret: 1, model: -1 });
});

test('a plan names the columns that hold something, and wants serial and seed apart', () => {
  const draft = draftOf(view);
  expect(planOf(draft, rest)).toEqual({ columns: { serial: 0, secret: 1, model: 2 }, ...rest });
  expect(planOf({ ...draft, secret: -1 }, rest)).toBeNull();
  expect(planOf({ ...draft, secret: 0 }, rest)).toBeNull();
});
