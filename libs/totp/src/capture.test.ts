import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase32 } from './base32.js';
import { parseTypedSecret, readCapture } from './capture.js';
import { parseEnrolmentQr } from './enrolment-qr.js';

const secret = Uint8Array.from([0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x21, 0xde, 0xad, 0xbe, 0xef]);
const typed = {
  kind: 'enrolment',
  secret,
  tenantName: null,
  account: null,
  issuer: null,
  parameters: { algorithm: 'SHA1', digits: 6, period: 30 },
};

describe('the key under "Can’t scan image?"', () => {
  it.each([
    'jbswy3dpehpk3pxp',
    'JBSW Y3DP EHPK 3PXP',
    ' jbsw-y3dp-ehpk-3pxp\n',
    'jbswy 3dpeh pk3px p',
    'jbswy3d pehpk3 pxp=',
  ])('is read when typed as %j, and when captured so', (text) => {
    expect(parseTypedSecret(text)).toEqual(typed);
    expect(readCapture(text)).toEqual(typed);
  });

  it.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['jbswy3dpehpk3px', 'bad-secret'],
    ['jbswy3dpehpk3px0', 'bad-secret'],
    ['jbswy3dp', 'bad-secret'],
    ['a'.repeat(104), 'bad-secret'],
    ['https://contoso.com', 'bad-secret'],
    ['2345672345672345', 'serial'],
    ['23456723456723452345', 'serial'],
  ])('is not %j', (text, reason) => {
    expect(parseTypedSecret(text)).toEqual({ kind: 'wrong', reason });
  });
});

describe('whatever was captured', () => {
  it('is read as a key of any length a token takes, in groups or not', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 63 }),
        fc.integer({ min: 2, max: 8 }),
        fc.constantFrom('', ' ', '-', '\n'),
        (bytes, size, blank) => {
          const key = encodeBase32(bytes);
          fc.pre(!/^\d+$/.test(key));
          const grouped = key.replaceAll(new RegExp(`.{${size}}(?=.)`, 'g'), `$&${blank}`);
          expect(readCapture(grouped)).toMatchObject({ kind: 'enrolment', secret: bytes, account: null });
        },
      ),
    );
  });

  it.each([
    ['jbswy3dpehpk3pxpa', 'bad-secret'],
    ['a'.repeat(104), 'bad-secret'],
    ['jbswy3dpehpk3px', 'unknown-text'],
    ['2345672345672345', 'serial'],
    ['234567234567234523456723', 'unknown-text'],
    ['Please scan the new token now', 'unknown-text'],
    ['token 2 shows nothing at all', 'unknown-text'],
    ['hello, world', 'unknown-text'],
    ['   ', 'empty'],
    ['FIDO:/123456789', 'fido'],
  ])('%j is named %s', (text, reason) => {
    expect(readCapture(text)).toEqual({ kind: 'wrong', reason });
  });

  it('is read as a QR code’s text first', () => {
    const uri = 'otpauth://totp/Contoso%3Aada%40contoso.com?secret=jbswy3dpehpk3pxp&issuer=Microsoft';
    expect(readCapture(uri)).toEqual(parseEnrolmentQr(uri));
    expect(readCapture(uri)).toMatchObject({ kind: 'enrolment', account: 'ada@contoso.com' });
  });
});
