import { problems } from '@depot/contracts';
import type { Problem, ProblemCode } from '@depot/contracts';
import { beforeAll, expect, test } from 'vitest';
import { learn } from './message';
import { problemWords } from './problem-words';

function problem(code: ProblemCode, detail: string = problems[code].title): Problem {
  return { type: `urn:problem:${code}`, code, detail, ...problems[code] };
}

beforeAll(() => Promise.all([learn('en'), learn('fr')]));

test('a detail that only repeats the title is not said twice', () => {
  expect(problemWords(problem('wrong-code'), 'en').detail).toBe('');
  expect(problemWords(problem('wrong-code'), 'fr').detail).toBe('');
});

test('a detail that says more is shown', () => {
  const detail = 'This code belongs to token 42.';
  expect(problemWords(problem('other-token-code', detail), 'en').detail).toBe(detail);
});

test('a detail of the API’s is in the language of the screen', () => {
  const refused = problem('duplicate-serial', 'Token 42 is retired. Take another one.');
  expect(problemWords(refused, 'en').detail).toBe('Token 42 is retired. Take another one.');
  expect(problemWords(refused, 'fr').detail).toBe('Le jeton 42 est retiré. Prenez-en un autre.');
});

test('title and advice are in the language of the screen', () => {
  expect(problemWords(problem('nothing-waiting'), 'fr')).toMatchObject({ title: 'Aucun dossier en attente.' });
  expect(problemWords(problem('nothing-waiting'), 'en')).toMatchObject({ title: problems['nothing-waiting'].title });
});

test('a code from a newer API keeps its own words', () => {
  const newer = { ...problem('internal'), code: 'brand-new', title: 'Something new.', detail: 'Something new.' };
  expect(problemWords(newer, 'fr')).toMatchObject({ title: 'Something new.', detail: '' });
});

test('a lost connection is worded here, since no answer came', () => {
  const lost = { ...problem('internal'), code: 'connection-lost', title: '', detail: '', advice: '' };
  expect(problemWords(lost, 'en').title).toBe('The depot cannot be reached.');
});
