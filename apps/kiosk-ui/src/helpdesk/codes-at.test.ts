import type { ShownCode } from '@depot/contracts';
import { expect, test } from 'vitest';
import { codesAt } from './codes-at';

const at = { from: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:30Z' };
const now: ShownCode = { kind: 'now', code: '111111', startsIn: -10, endsIn: 20, ...at };
const next: ShownCode = { kind: 'next', code: '222222', startsIn: 20, endsIn: 50, ...at };
const moment: ShownCode = { kind: 'moment', code: '333333', startsIn: -130, endsIn: -100, ...at };

test('the code of now gives way to the next, and then there is none', () => {
  expect(codesAt([now, next], 5)).toEqual({ code: now, next, left: 15, length: 30 });
  expect(codesAt([now, next], 20)).toEqual({ code: next, next: null, left: 30, length: 30 });
  expect(codesAt([now, next], 50)).toEqual({ code: null, next: null, left: 0, length: 0 });
});

test('a chosen moment’s code stays', () => {
  expect(codesAt([moment], 5)).toMatchObject({ code: moment, next: null });
});
