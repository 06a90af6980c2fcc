import { expect, test } from 'vitest';
import { keepDigits } from './keep-digits';

test('keeps six digits of whatever was typed or pasted', () => {
  expect(keepDigits('123 456')).toBe('123456');
  expect(keepDigits('12a3-4')).toBe('1234');
  expect(keepDigits('1234567')).toBe('123456');
  expect(keepDigits('n')).toBe('');
});

test('reads full-width digits, as some keyboards write them', () => {
  expect(keepDigits('１２３４５６')).toBe('123456');
});
