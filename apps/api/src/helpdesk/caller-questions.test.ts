import { expect, it } from 'vitest';
import { answers, askable, isEnough } from './caller-questions.js';

const anna = {
  reference: 'CC-4711',
  postal_code: 'SW1A 1AA',
  phone: '+33 6 12 34 56 78',
  email: 'anna.sample@example.org',
  street: '3 Rue de l’Église',
  city: 'Besançon',
};

it.each([
  ['reference', 'cc 4711'],
  ['postal-code', 'sw1a1aa'],
  ['phone-end', '56 78'],
  ['phone-end', '06 12 34 56 78'],
  ['phone-end', '+33612345678'],
  ['email', ' Anna.Sample@Example.org '],
  ['street', '3, rue de l’eglise'],
  ['city', 'BESANCON'],
] as const)('takes for %s what was said as %s', (question, said) => {
  expect(answers(question, said, anna)).toBe(true);
});

it.each([
  ['reference', 'CC-4712'],
  ['reference', '4711'],
  ['postal-code', ' '],
  ['phone-end', '678'],
  ['phone-end', '9999 5678'],
  ['phone-end', '0033612345679'],
  ['email', 'annasample@example.org'],
  ['city', 'Besan'],
] as const)('does not take for %s what was said as %s', (question, said) => {
  expect(answers(question, said, anna)).toBe(false);
});

it('takes no answer to what is not known', () => {
  const nobody = { ...anna, phone: null, city: '–', reference: '' };
  expect(answers('phone-end', '0000', nobody)).toBe(false);
  expect(answers('city', '–', nobody)).toBe(false);
  expect(answers('reference', '', nobody)).toBe(false);
  expect(askable(['phone-end', 'city', 'email'], nobody)).toEqual(['email']);
});

it('wants two answers on record, or the one that the tenant asks for', () => {
  const known = { ...anna, phone: null, reference: null };
  expect(isEnough(['phone-end', 'reference', 'postal-code'], known)).toBe(false);
  expect(isEnough(['phone-end', 'city', 'postal-code'], known)).toBe(true);
  expect(isEnough(['postal-code'], known)).toBe(true);
  expect(isEnough(['reference'], known)).toBe(false);
});
