import { describe, expect, it } from 'vitest';
import { profileSerial, readProfileSerial } from './profile-words.js';

describe('a profile of a device in writing', () => {
  it.each([
    ['71234567', 0, '71234567-00'],
    ['71234567', 99, '71234567-99'],
  ])('%s, %i is %s, and read back', (serial, profile, text) => {
    expect(profileSerial(serial, profile)).toBe(text);
    expect(readProfileSerial(` ${text} `)).toEqual({ serial, profile });
  });

  it.each(['71234567', '71234567-3', '71234567-103', '-03', 'a@contoso.com-03'])('is not “%s”', (text) => {
    expect(readProfileSerial(text)).toBeNull();
  });
});
