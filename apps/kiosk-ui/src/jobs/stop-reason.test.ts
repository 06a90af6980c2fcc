import { beforeAll, expect, test } from 'vitest';
import { learn } from '../messages/message';
import { stopReason } from './stop-reason';

beforeAll(() => Promise.all([learn('en'), learn('fr')]));

test('a stop of the depot’s is said in the language of the screen', () => {
  const detail = 'The burn broke off. Nothing was written. Go on with another token.';
  const stop = { code: 'burn-unexpected', detail };
  expect(stopReason({ stop }, 'en')).toBe(detail);
  expect(stopReason({ stop }, 'fr')).toBe(
    'L’écriture s’est interrompue. Rien n’a été écrit. Reprenez avec un autre jeton.',
  );
});

test('a stop that has words of its own is said with them', () => {
  expect(stopReason({ stop: { code: 'too-many-tries', detail: 'Five wrong codes.' } }, 'fr')).toMatch(
    /^Cinq codes faux/,
  );
});

test('what somebody typed stays as it was typed, even where the depot could have said it', () => {
  const stop = { code: 'by-hand', detail: 'Try again in a moment.' };
  expect(stopReason({ stop }, 'fr')).toBe('Try again in a moment.');
});

test('a job that is not stopped has no reason', () => {
  expect(stopReason({ stop: null }, 'fr')).toBe('');
});
