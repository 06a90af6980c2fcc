import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frenchSentences, sentencesInFrench } from './in-french';
import { fill, readPhrase } from './phrase';
import { SentenceBook } from './sentence-book';

const say = (text: string) => sentencesInFrench.say(text);
const holes = (template: string) =>
  readPhrase(template)
    .holes.map(({ name, isSaid }) => `${isSaid ? '~' : ''}${name}`)
    .sort();

test('says a reader’s sentence in French, with its serial and job', () => {
  expect(say('Token 8659600001 belongs to job 8. Take another one.')).toBe(
    'Le jeton 8659600001 appartient au dossier 8. Prenez-en un autre.',
  );
});

test('says a sentence within a sentence in French too', () => {
  expect(say('Token 42 is in use (another job) and was not declared returned. Take another one.')).toBe(
    'Le jeton 42 est utilisé (autre dossier) et n’a pas été déclaré rendu. Prenez-en un autre.',
  );
  expect(say('Job 7 is verifying; no code is expected.')).toBe(
    'Le dossier 7 est à l’étape « taper le code » ; aucun code n’est attendu.',
  );
});

test('says sentences strung together one by one', () => {
  expect(
    say(
      'The burn broke off. Nothing was written. Go on and put token 42 back; if it refuses again, cancel the job and make a new one.',
    ),
  ).toBe(
    'L’écriture s’est interrompue. Rien n’a été écrit. Reprenez et reposez le jeton 42 ; s’il refuse encore, annulez le dossier et créez-en un autre.',
  );
});

test('leaves Microsoft’s own words as they are, between ours', () => {
  expect(
    say(
      'Reading the token in Entra: Insufficient privileges to complete it. (Denied, request-id 1-2). Try again in a moment.',
    ),
  ).toBe(
    'Lecture du jeton dans Entra : Insufficient privileges to complete it. (Denied, request-id 1-2). Réessayez dans un instant.',
  );
});

test('leaves what nobody translated as it is', () => {
  const note = 'Reader 2 is at the repair shop: back on Monday, says Ann.';
  expect(say(note)).toBe(note);
  expect(say(`The station is paused: ${note}`)).toBe(`Le poste est en pause : ${note}`);
  expect(say('')).toBe('');
});

test('names the field before what is wrong with it', () => {
  expect(
    say('serial: a serial is 4 to 24 letters and digits, as printed on the token; code: a code is six digits'),
  ).toBe(
    'serial: un numéro de série a 4 à 24 lettres et chiffres, comme imprimé sur le jeton ; code: un code a six chiffres',
  );
});

test('of two sentences that fit, the one with more words of its own is meant', () => {
  const book = new SentenceBook({ 'Token {what}.': 'short', 'Token {serial} is lost.': 'long' });
  expect(book.say('Token 42 is lost.')).toBe('long');
  expect(book.say('Token 42.')).toBe('short');
});

test('takes whole sentences only', () => {
  const book = new SentenceBook({ 'Token {serial} is lost.': 'perdu' });
  expect(book.say('The Token 42 is lost.')).toBe('The Token 42 is lost.');
  expect(book.say('Token 42 is lost. maybe')).toBe('perdu maybe');
  expect(book.say('Token  is lost.')).toBe('Token  is lost.');
});

test('every French sentence has the holes of the English one', () => {
  const differ = Object.entries(frenchSentences).filter(([en, fr]) => holes(en).join() !== holes(fr).join());
  // What Zod calls a text is of no use to people.
  expect(differ.map(([en]) => en).filter((en) => !en.startsWith('Too '))).toEqual([]);
});

test('none is empty, and none of ours is still English', () => {
  expect(Object.entries(frenchSentences).filter(([, fr]) => fr.trim() === '')).toEqual([]);
  const same = Object.entries(frenchSentences).filter(
    ([en, fr]) => en === fr && en.replace(/\{.*?\}/g, '').includes(' '),
  );
  expect(same.map(([en]) => en).filter((en) => !en.startsWith('{~said}'))).toEqual([]);
});

test('whatever fills the holes, the sentence is found again and filled alike', () => {
  const templates = Object.entries(frenchSentences).filter(([en]) => readPhrase(en).holes.length > 0);
  // Serials, numbers, names and addresses.
  const word = fc.stringMatching(/^[A-Z0-9][A-Za-z0-9@-]{0,11}[0-9]$/);
  fc.assert(
    fc.property(fc.constantFrom(...templates), fc.array(word, { minLength: 6, maxLength: 6 }), ([en, fr], words) => {
      const names = readPhrase(en).holes.map(({ name }) => name);
      const values = new Map(names.map((name, at) => [name, words[at] ?? '1']));
      const filled = (template: string) => fill(template, (name) => values.get(name) ?? '');
      expect(say(filled(en))).toBe(filled(fr));
    }),
    { numRuns: 2000 },
  );
});

test('sentences in a row are each found again', () => {
  const whole = Object.entries(frenchSentences).filter(([en]) => /^[A-Z][^{]*\.$/.test(en));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...whole), { minLength: 1, maxLength: 4 }), (sentences) => {
      const english = sentences.map(([en]) => en).join(' ');
      expect(say(english)).toBe(sentences.map(([, fr]) => fr).join(' '));
    }),
  );
});
