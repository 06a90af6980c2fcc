import { describe, expect, it } from 'vitest';
import { ProfileTitle, Serial } from './words.js';

describe('a serial', () => {
  it.each([
    ['86596125551139', '86596125551139'],
    [' 0860-0000 01 ', '0860000001'],
    ['zzzz0000', 'ZZZZ0000'],
    ['2345672345672345', '2345672345672345'],
  ])('“%s” is taken as %s', (typed, serial) => {
    expect(Serial.parse(typed)).toBe(serial);
  });

  it.each(['jbsw y3dp ehpk 3pxp', 'JBSWY3DPEHPK3PXP', 'GEZDGNBVGY3TQOJQGEZD'])(
    '“%s” is no serial but a key in the wrong box, and the refusal does not repeat it',
    (typed) => {
      const refused = Serial.safeParse(typed);
      expect(refused.success).toBe(false);
      expect(JSON.stringify(refused.error?.issues)).toContain('looks like a secret key');
      expect(JSON.stringify(refused.error?.issues).toUpperCase()).not.toContain(typed.slice(0, 9).toUpperCase());
    },
  );

  it.each(['12', 'a serial?', 'x'.repeat(25)])('“%s” is refused', (typed) => {
    expect(Serial.safeParse(typed).success).toBe(false);
  });
});

describe('the title of a profile', () => {
  it.each(['A', 'contoso 0042', 'Zoë', 'ééééée', '日本語四', '🔑🔑🔑'])('“%s” fits', (title) => {
    expect(ProfileTitle.parse(title)).toBe(title);
    expect(new TextEncoder().encode(title).length).toBeLessThanOrEqual(12);
  });

  it.each(['', 'thirteen char', 'ééééééé', '日本語四五', '🔑🔑🔑🔑', 'a\nb', '\ud800'])('“%s” does not', (title) => {
    expect(ProfileTitle.safeParse(title).success).toBe(false);
  });
});
