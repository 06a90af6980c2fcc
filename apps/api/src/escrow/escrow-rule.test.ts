import { expect, it } from 'vitest';
import { destructionOf, endAfterRelease, endsOf, horizons, isOver, readRule } from './escrow-rule.js';

const at = (text: string): Date => new Date(`${text}Z`);

it('reads a batch’s rule off its column', () => {
  expect(['none', 'arrival', '21'].map(readRule)).toEqual(['none', 'arrival', 21]);
  expect(() => readRule('31')).toThrow();
});

it('counts whole days from the moment the directory has the token', () => {
  const begun = at('2026-11-30T09:30:00');
  expect(endsOf(21, begun)).toEqual({ endsAt: at('2026-12-21T09:30:00'), longestAt: at('2026-12-30T09:30:00') });
  expect(endsOf('arrival', begun).endsAt).toBeNull();
});

it('puts down on a day what ends on it or on the next, and warns of what ends on the one after', () => {
  expect(horizons(at('2026-12-19T14:00:00'))).toEqual({
    marked: at('2026-12-21T00:00:00'),
    warned: at('2026-12-22T00:00:00'),
  });
});

it.each([
  [
    'at its end, where it was put down the day before',
    '2026-12-21T09:30:00',
    '2026-12-20T00:10:00',
    '2026-12-21T09:30:00',
  ],
  ['on the day after, where it was put down late', '2026-12-21T09:30:00', '2026-12-23T08:00:00', '2026-12-24T00:00:00'],
  ['not before it was put down', '2026-12-21T09:30:00', null, '2026-12-26T00:00:00'],
  ['at the longest, though nobody was there to put it down', '2026-12-30T09:30:00', null, '2026-12-30T09:30:00'],
  ['at the longest, and no day later', '2026-12-30T09:30:00', '2026-12-30T09:00:00', '2026-12-30T09:30:00'],
])('destroys %s', (_when, end, marked, expected) => {
  const now = expected === '2026-12-30T09:30:00' ? at('2026-12-30T12:00:00') : at('2026-12-25T12:00:00');
  const times = {
    ends_at: at(end),
    longest_at: at('2026-12-30T09:30:00'),
    marked_at: marked === null ? null : at(marked),
  };
  expect(destructionOf(times, now)).toEqual(at(expected));
  expect(isOver(times, new Date(at(expected).getTime() - 1000))).toBe(false);
});

it('has no end of its own until the token arrives', () => {
  const times = { ends_at: null, longest_at: at('2026-12-30T09:30:00'), marked_at: null };
  expect(isOver(times, at('2027-12-30T09:30:00'))).toBe(false);
});

it.each([
  ['what its batch says', '2026-12-10T08:00:00', '2026-12-21T09:30:00'],
  ['what its batch says, a whole day before', '2026-12-20T09:30:00', '2026-12-21T09:30:00'],
  ['a day from then, on the eve of it', '2026-12-20T23:59:00', '2026-12-21T23:59:00'],
  ['a day from then, once it is past', '2026-12-25T12:00:00', '2026-12-26T12:00:00'],
  ['the longest, on its last day', '2026-12-30T01:00:00', '2026-12-30T09:30:00'],
])('brings the end of a seed that is held no longer back to %s', (_what, released, expected) => {
  const held = { begun_at: at('2026-11-30T09:30:00'), longest_at: at('2026-12-30T09:30:00') };
  expect(endAfterRelease(21, held, at(released))).toEqual(at(expected));
});
