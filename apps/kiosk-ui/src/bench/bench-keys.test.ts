import { describe, expect, test } from 'vitest';
import { benchKey } from './bench-keys.js';
import type { PressedKey } from './bench-keys.js';

const key = (name: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key: name,
  code: name.length === 1 ? `Key${name.toUpperCase()}` : name,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

describe('a key at the bench', () => {
  test('N takes the next job from the page and from the field for digits', () => {
    expect([benchKey(key('n'), 'page'), benchKey(key('N'), 'digits')]).toEqual(['next', 'next']);
  });

  test('N is a letter where serials and tracking numbers are typed, except with Alt', () => {
    expect(benchKey(key('n'), 'line')).toBeNull();
    expect(benchKey(key('n', { altKey: true }), 'line')).toBe('next');
  });

  test('the browser’s own Ctrl+N is left alone', () => {
    expect(benchKey(key('n', { ctrlKey: true }), 'page')).toBeNull();
  });

  test('up and down turn the bench even from a line of text, left and right only from the page', () => {
    expect(benchKey(key('ArrowDown'), 'line')).toBe('forward');
    expect(benchKey(key('ArrowUp'), 'digits')).toBe('back');
    expect(benchKey(key('ArrowLeft'), 'line')).toBeNull();
    expect(benchKey(key('ArrowLeft'), 'page')).toBe('back');
  });

  test('nothing is taken from a text of several lines', () => {
    expect(benchKey(key('ArrowDown'), 'text')).toBeNull();
  });
});
