import { Role, powersOf } from '@depot/contracts';
import { expect, test } from 'vitest';
import { rolesAhead, sameRoles } from './roles-ahead';

test('names what other roles open, what they close, and what stays', () => {
  const ahead = rolesAhead(['operator'], ['manager']);
  expect(ahead.gains).toEqual(['batches', 'codes', 'approving']);
  expect(ahead.loses).toEqual(['benches', 'shipping', 'passes']);
  expect(ahead.keeps).toEqual(['stopping', 'attesting']);
});

test('leaves out no power, and names none twice', () => {
  for (const before of Role.options)
    for (const after of Role.options) {
      const { gains, loses, keeps } = rolesAhead([before], [after]);
      const all = [...gains, ...loses, ...keeps];
      expect(new Set(all).size).toBe(all.length);
      expect([...all].sort()).toEqual([...new Set([...powersOf([before]), ...powersOf([after])])].sort());
    }
});

test('a second role that opens nothing more changes nothing of what somebody can do', () => {
  expect(rolesAhead(['admin'], ['admin', 'operator'])).toEqual({
    gains: [],
    loses: [],
    keeps: powersOf(['admin']),
  });
});

test('roles are the same in whatever order they are ticked', () => {
  expect(sameRoles(['operator', 'manager'], ['manager', 'operator'])).toBe(true);
  expect(sameRoles(['operator'], ['manager'])).toBe(false);
  expect(sameRoles(['operator'], ['operator', 'manager'])).toBe(false);
});
