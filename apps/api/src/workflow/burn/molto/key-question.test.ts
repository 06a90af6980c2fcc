import { describe, expect, it } from 'vitest';
import { keyQuestion } from './key-question.js';

const ask = (triesLeft: number | null, wasRefused = false) => keyQuestion('71234567', { triesLeft, wasRefused });

describe('A customer key', () => {
  it('is tried where the device never said anything, or has enough tries', () => {
    expect(ask(null)).toBeNull();
    expect(ask(4)).toBeNull();
  });

  it.each([
    [3, /has 3 tries left/],
    [1, /has 1 try left/],
    [0, /was locked/],
  ])('with %i tries left waits for somebody’s word', (left, sentence) => {
    expect(ask(left)).toMatch(sentence);
  });

  it('that was refused is not tried again unasked, however many tries are left', () => {
    expect(ask(9, true)).toMatch(/refused the depot’s customer key and has 9 tries left before it locks/);
  });
});
