import { JobState, Move } from '@depot/contracts';
import { beforeAll, expect, test } from 'vitest';
import { en } from './en';
import { fr } from './fr';
import { learn, message, messageFor } from './message';

const keys = Object.keys(en) as (keyof typeof en)[];
const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

beforeAll(() => Promise.all([learn('en'), learn('fr')]));

test('every text has the same holes in both languages', () => {
  expect(keys.filter((key) => holes(en[key]).join() !== holes(fr[key]).join())).toEqual([]);
});

test('no text is empty, and French has no key of its own', () => {
  expect(keys.filter((key) => en[key].trim() === '' || fr[key].trim() === '')).toEqual([]);
  expect(Object.keys(fr).filter((key) => !Object.hasOwn(en, key))).toEqual([]);
});

test('every state has a word, and every move that a button makes', () => {
  expect(JobState.options.filter((state) => messageFor('fr', `state.${state}`) === null)).toEqual([]);
  const byPeople = Move.options.filter((move) => messageFor('en', `move.${move}`) !== null);
  expect(byPeople).not.toContain('shipped');
  expect(byPeople).toContain('cancel');
});

test('fills the holes', () => {
  expect(message('en', 'pager.shown', { first: 1, last: 50, total: 1200 })).toBe('1–50 of 1200');
  expect(messageFor('fr', 'job.short', { number: 7 })).toBe('Dossier 7');
});

test('has no message for a key nobody knows', () => {
  expect(messageFor('en', 'event.something.new')).toBeNull();
  expect(messageFor('en', 'toString')).toBeNull();
});
