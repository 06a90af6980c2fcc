import type { Problem } from '@depot/contracts';
import { describe, expect, test } from 'vitest';
import { ownProblem } from '../api/api-problem.js';
import { en } from '../messages/en.js';
import { fr } from '../messages/fr.js';
import { problemText, stopText } from './problem-text.js';

const wrongSerial: Problem = {
  type: 'about:blank',
  code: 'wrong-serial',
  status: 409,
  title: 'This is another token.',
  detail: 'Job 7 holds token 1234.',
  advice: 'Take the token named in “detail” and scan again.',
};

describe('the words for a problem', () => {
  test('are the API’s own in English', () => {
    expect(problemText(wrongSerial, en, 'en')).toEqual({
      main: 'Job 7 holds token 1234.',
      advice: wrongSerial.advice,
      original: null,
    });
  });

  test('are French in French, with the API’s sentence below', () => {
    const text = problemText(wrongSerial, fr, 'fr');
    expect(text).toMatchObject({ main: 'C’est un autre jeton.', original: 'Job 7 holds token 1234.' });
  });

  test('do not repeat a title that says nothing more', () => {
    expect(problemText({ ...wrongSerial, detail: wrongSerial.title }, fr, 'fr').original).toBeNull();
  });

  test('are the API’s own where the code is new to us', () => {
    expect(problemText({ ...wrongSerial, code: 'brand-new' }, fr, 'fr').main).toBe('Job 7 holds token 1234.');
  });

  test('exist for what the browser finds out by itself', () => {
    expect(problemText(ownProblem('unreachable', 0), en, 'en').main).toBe(en.problems.unreachable.title);
  });

  test('explain a known reason for a pause in the person’s language', () => {
    const stop = { code: 'too-many-tries', detail: 'Five wrong codes.' };
    expect(stopText(stop, fr, 'fr')).toBe(fr.problems['too-many-tries'].title);
    expect(stopText({ code: 'by-hand', detail: 'absent' }, fr, 'fr')).toBe('absent');
  });
});
