import { beforeEach, expect, test } from 'vitest';
import { keyPace } from './scanner-pace';

const press = (key: string, timeStamp: number): boolean => {
  keyPace.note({ key, timeStamp });
  return keyPace.hurried;
};
beforeEach(() => press('Escape', 0));

test('a letter at a scanner’s pace is part of something longer', () => {
  expect(press('8', 1000)).toBe(false);
  expect(press('n', 1012)).toBe(true);
});

test('a letter that a person presses is one by itself', () => {
  expect(press('8', 1000)).toBe(false);
  expect(press('n', 1150)).toBe(false);
});

test('so is one right after Escape', () => {
  press('8', 1000);
  press('Escape', 1010);
  expect(press('/', 1020)).toBe(false);
});
