import { expect, test } from 'vitest';
import { asPcscFailure, failureOfName, failureOfResult } from './pcsc-failure.js';

test('a result is one kind of failure, by its number and by its name', () => {
  expect(failureOfResult(0x8010_000b).kind).toBe('held-elsewhere');
  expect(failureOfName('SharingViolation').kind).toBe('held-elsewhere');
  expect(failureOfResult(0x8010_0069).kind).toBe('removed');
  expect(failureOfName('NoService').kind).toBe('no-service');
});

test('what is not in the table is another failure', () => {
  expect([failureOfResult(1), failureOfName(undefined), failureOfName('Surprise')].map(({ kind }) => kind)).toEqual([
    ...Array.from({ length: 3 }, () => 'other'),
  ]);
});

test('an error of a binding is not repeated', () => {
  expect(asPcscFailure(new Error('SCardTransmit 84C5010024')).message).toBe('PC/SC failed (other).');
});
