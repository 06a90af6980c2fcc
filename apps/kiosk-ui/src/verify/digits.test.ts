import { describe, expect, test } from 'vitest';
import { boxes, cleanDigits, isFull } from './digits.js';

describe('six digits', () => {
  test('are read out of a code as tokens and people write it', () => {
    expect(cleanDigits('204 816')).toBe('204816');
    expect(cleanDigits(' 204-816\n')).toBe('204816');
  });

  test('keep a leading zero', () => {
    expect(cleanDigits('004816')).toBe('004816');
  });

  test('leave out what is no digit, and what comes after the sixth', () => {
    expect(cleanDigits('n20a')).toBe('20');
    expect(cleanDigits('2048167')).toBe('204816');
  });

  test('are full at the sixth, not before', () => {
    expect([isFull('20481'), isFull('204816')]).toEqual([false, true]);
  });

  test('always fill six boxes', () => {
    expect(boxes('204')).toEqual(['2', '0', '4', null, null, null]);
  });
});
