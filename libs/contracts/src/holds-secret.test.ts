import { expect, it } from 'vitest';
import { holdsSecret } from './holds-secret.js';
import { PostParcel } from './parcel.js';

const qr = 'otpauth://totp/Contoso%3Aanna%40contoso.com?secret=abcdefghijklmnop&issuer=Microsoft';

it.each([
  qr,
  qr.toUpperCase(),
  qr.slice(0, 60),
  qr.slice(9),
  qr.slice(40),
  'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8',
])('finds %s', (text) => {
  expect(holdsSecret(text)).toBe(true);
});

it.each(['86596221234567', 'SP-00004', 'secret', 'Anna Secret', 'https://login.microsoftonline.com/x?code=1'])(
  'takes %s for what it is',
  (text) => {
    expect(holdsSecret(text)).toBe(false);
  },
);

it('is asked of a tracking number, which a scanner types', () => {
  const parcel = (tracking: string) => PostParcel.safeParse({ carrier: 'Sample Post', tracking }).success;
  expect([parcel(qr.slice(0, 80)), parcel('SP-00004')]).toEqual([false, true]);
});
