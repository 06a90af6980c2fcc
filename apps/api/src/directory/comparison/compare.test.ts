import { expect, test } from 'vitest';
import { compare } from './compare.js';
import type { OurToken, TheirToken } from './compare.js';

const ours = (token: Partial<OurToken> = {}): OurToken => ({
  name: '0001',
  jobId: 'job',
  deviceId: 'device',
  userId: 'user',
  status: 'activated',
  ...token,
});
const theirs = (token: Partial<TheirToken> = {}): TheirToken => ({
  id: 'device',
  serial: '0001',
  status: 'activated',
  assignedTo: 'user',
  ...token,
});
const kinds = (one: OurToken[], other: TheirToken[], known = ['0001']): string[] =>
  compare({ ours: one, theirs: other, known: new Set(known) }).map(({ kind }) => kind);

test('finds nothing where both say the same', () => {
  expect(kinds([ours()], [theirs()])).toEqual([]);
});

test('names what each side has alone', () => {
  expect(kinds([ours()], [])).toEqual(['missing']);
  expect(kinds([], [theirs({ serial: '9999' })])).toEqual(['unknown']);
});

test('names another owner, and one who should have nothing any more', () => {
  expect(kinds([ours()], [theirs({ assignedTo: 'stranger' })])).toEqual(['other-owner']);
  expect(kinds([ours({ status: 'unassigned' })], [theirs()])).toEqual(['other-owner']);
  expect(kinds([], [theirs()])).toEqual(['other-owner']);
});

test('leaves alone what lies in the inventory as nobody’s', () => {
  const free = theirs({ status: 'available', assignedTo: null });
  expect(kinds([ours({ status: 'unassigned' })], [free])).toEqual([]);
  expect(kinds([ours({ status: 'unassigned' })], [])).toEqual([]);
  expect(kinds([], [free])).toEqual([]);
});

test('names another status, but for the one that lags behind an assignment', () => {
  expect(kinds([ours()], [theirs({ status: 'assigned' })])).toEqual(['status']);
  expect(kinds([ours()], [theirs({ status: 'available', assignedTo: null })])).toEqual(['status']);
  expect(kinds([ours({ status: 'assigned' })], [theirs({ status: 'available' })])).toEqual([]);
});

test('names a serial that is there twice, once, and whose the other one is', () => {
  const other = theirs({ id: 'old', assignedTo: 'stranger' });
  expect(kinds([ours()], [theirs(), other])).toEqual(['twice', 'other-owner']);
});

test('finds one that was registered in the portal by its serial', () => {
  expect(kinds([ours({ deviceId: null, userId: null })], [theirs({ id: 'other' })])).toEqual([]);
});
