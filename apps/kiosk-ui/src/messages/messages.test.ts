import { describe, expect, test } from 'vitest';
import { en } from './en.js';
import { counted, fill, namesIn } from './fill.js';
import { fr } from './fr.js';

/** Every text of a language with its place, such as `steps.carrier`. */
function texts(tree: unknown, place = ''): [string, string][] {
  if (typeof tree === 'string') return [[place, tree]];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => texts(value, place === '' ? key : `${place}.${key}`));
}

const english = new Map(texts({ ...en, problems: {} }));
const french = new Map(texts({ ...fr, problems: {} }));
const ready = (place: string) => place.startsWith('jobs.reasons.');

describe('English and French', () => {
  test('say something at the same places', () => {
    const places = (of: Map<string, string>) => [...of.keys()].filter((place) => !ready(place)).toSorted();
    expect(places(french)).toEqual(places(english));
  });

  test('have words for the same events and the same problems', () => {
    expect(Object.keys(fr.events).toSorted()).toEqual(Object.keys(en.events).toSorted());
    expect(Object.keys(fr.problems).toSorted()).toEqual(Object.keys(en.problems).toSorted());
  });

  test('want the same values filled in', () => {
    for (const [place, text] of english) {
      const names = (of: string) => namesIn(of).toSorted();
      expect(names(french.get(place) ?? ''), place).toEqual(names(text));
    }
  });

  test('leave no text empty', () => {
    for (const [place, text] of [...english, ...french]) expect(text.trim(), place).not.toBe('');
  });

  test('are not the same text by oversight', () => {
    const same = [...english].filter(([place, text]) => text.length > 14 && french.get(place) === text);
    expect(same).toEqual([]);
  });
});

describe('filling a text', () => {
  test('leaves out a part in brackets whose value is missing, and keeps a zero', () => {
    expect(fill('Proved[; drift {drift} s].', { drift: undefined })).toBe('Proved.');
    expect(fill('Proved[; drift {drift} s].', { drift: 0 })).toBe('Proved; drift 0 s.');
  });

  test('does not read what is filled in as a text to fill', () => {
    expect(fill('Paused[: {detail}].', { detail: 'see [2] and {more}' })).toContain('see [2]');
  });

  test('counts as the language does', () => {
    expect(counted('en', en.batches.total, 0)).toBe('0 jobs');
    expect(counted('fr', fr.batches.total, 0)).toBe('0 dossier');
    expect(counted('fr', fr.batches.total, 2)).toBe('2 dossiers');
  });
});
