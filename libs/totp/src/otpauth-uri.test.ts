import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseEnrolmentQr } from './enrolment-qr.js';
import { enrolmentUri } from './otpauth-uri.js';

it('an enrolment is written as Microsoft does', () => {
  const secret = Uint8Array.from([0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x21, 0xde, 0xad, 0xbe, 0xef]);
  expect(enrolmentUri({ tenantName: 'Müller + Söhne', account: 'ada@contoso.com', secret })).toBe(
    'otpauth://totp/M%C3%BCller+%2B+S%C3%B6hne%3Aada%40contoso.com?secret=jbswy3dpehpk3pxp&issuer=Microsoft',
  );
});

it('an enrolment is read back as it was written, whatever the tenant is called', () => {
  const anyName = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.trim() === name);
  fc.assert(
    fc.property(
      anyName,
      fc.emailAddress(),
      fc.uint8Array({ minLength: 10, maxLength: 63 }),
      (tenantName, account, secret) => {
        expect(parseEnrolmentQr(enrolmentUri({ tenantName, account, secret }))).toEqual({
          kind: 'enrolment',
          secret,
          tenantName,
          account,
          issuer: 'Microsoft',
          parameters: { algorithm: 'SHA1', digits: 6, period: 30 },
        });
      },
    ),
  );
});
