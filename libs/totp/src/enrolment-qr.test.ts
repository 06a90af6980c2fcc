import { describe, expect, it } from 'vitest';
import { encodeBase32 } from './base32.js';
import { parseEnrolmentQr } from './enrolment-qr.js';

const secret = 'jbswy3dpehpk3pxp';
const right = `otpauth://totp/Contoso+Ltd%3Aadele%40contoso.com?secret=${secret}&issuer=Microsoft`;
const named = (label: string) => parseEnrolmentQr(`otpauth://totp/${label}?secret=${secret}&issuer=Microsoft`);

describe('Microsoft’s QR', () => {
  it('is read with what it leaves out: 6 digits, 30 s, SHA-1', () => {
    const reading = parseEnrolmentQr(right);
    expect(reading).toEqual({
      kind: 'enrolment',
      secret: Uint8Array.from([0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x21, 0xde, 0xad, 0xbe, 0xef]),
      tenantName: 'Contoso Ltd',
      account: 'adele@contoso.com',
      issuer: 'Microsoft',
      parameters: { algorithm: 'SHA1', digits: 6, period: 30 },
    });
    if (reading.kind === 'enrolment') expect(encodeBase32(reading.secret).toLowerCase()).toBe(secret);
  });

  it.each([
    right.replace('+', '%20'),
    right.replace('%3A', ':').replace('%40', '@'),
    right.replace('%3A', '%3a%20'),
    `  ${right}\n`,
    right.replace('otpauth://totp', 'OTPAUTH://TOTP'),
    right.replace(secret, secret.toUpperCase()),
    right.replace(secret, 'jbsw+y3dp+ehpk+3pxp'),
    right.replace('secret', 'SECRET').replace('issuer', 'Issuer'),
    `${right}&digits=6&period=30&algorithm=SHA1`,
    `${right}&digits=&period=&algorithm=`,
    `${right}&image=https%3A%2F%2Fexample.com%2Fa.png#top`,
  ])('is read as %s too', (text) => {
    expect(parseEnrolmentQr(text)).toEqual(parseEnrolmentQr(right));
  });

  it.each([
    ['Contoso%3A+North%3Aada%40contoso.com', 'Contoso: North', 'ada@contoso.com'],
    ['Test+Und%2BSohn%3Aada%40contoso.com', 'Test Und+Sohn', 'ada@contoso.com'],
    ['100%+Contoso%3Aada%40contoso.com', '100% Contoso', 'ada@contoso.com'],
    ['Soci%E9t%C3%A9%3Aada%40contoso.com', 'Soci%E9té', 'ada@contoso.com'],
    ['Contoso%3Aada+two%40contoso.com', 'Contoso', 'ada+two@contoso.com'],
    ['ada%40contoso.com', null, 'ada@contoso.com'],
    ['%3Aada%40contoso.com', null, 'ada@contoso.com'],
    ['Contoso%3A', 'Contoso', null],
    ['', null, null],
  ])('with the label %j is for %j and %j', (label, tenantName, account) => {
    expect(named(label)).toMatchObject({ kind: 'enrolment', tenantName, account, issuer: 'Microsoft' });
  });

  it('may lack its label and its issuer', () => {
    const nameless = { kind: 'enrolment', tenantName: null, account: null, issuer: null };
    expect(parseEnrolmentQr(`otpauth://totp/?secret=${secret}`)).toMatchObject(nameless);
    expect(parseEnrolmentQr(`otpauth://totp?secret=${secret}`)).toMatchObject(nameless);
  });

  it.each([
    ['&algorithm=SHA256&period=60', { algorithm: 'SHA256', digits: 6, period: 60 }],
    ['&algorithm=sha-256', { algorithm: 'SHA256', digits: 6, period: 30 }],
    ['&algorithm=HmacSHA1&digits=6', { algorithm: 'SHA1', digits: 6, period: 30 }],
  ])('may say %s', (more, parameters) => {
    expect(parseEnrolmentQr(`${right}${more}`)).toMatchObject({ kind: 'enrolment', parameters });
  });
});

describe('a wrong QR', () => {
  const activation = '/authenticatorApp/activateAccount';
  it.each([
    ['phonefactor://activate_account?code=123456789&url=https%3A%2F%2Fexample.org', 'authenticator-app'],
    ['PhoneFactor://activate_account?code=1&accountType=msa', 'authenticator-app-personal'],
    [`https://login.microsoftonline.com${activation}?accountType=mfa&source=qrCode&code=1&url=x`, 'authenticator-app'],
    [`https://login.microsoftonline.com${activation}`, 'authenticator-app'],
    [`https://login.microsoftonline.com${activation}?accountType=msal&code=1`, 'authenticator-app'],
    [`https://login.microsoftonline.us${activation}/?code=1&accountType=mfa&new=1`, 'authenticator-app'],
    [`https://login.chinacloudapi.cn${activation.toLowerCase()}?accounttype=MFA`, 'authenticator-app'],
    [
      'HTTPS://LOGIN.MICROSOFTONLINE.COM/AUTHENTICATORAPP/ACTIVATEACCOUNT?ACCOUNTTYPE=MSA&CODE=1',
      'authenticator-app-personal',
    ],
    [
      `https://login.microsoftonline.com${activation}?accountType=mfa&source=qrCode&accountType=msa`,
      'authenticator-app-personal',
    ],
    [`https://login.microsoftonline.com.example.org${activation}?accountType=mfa`, 'web-address'],
    ['https://login.microsoftonline.com/common/oauth2?accountType=msa', 'web-address'],
    [`otpauth://hotp/Contoso:a?secret=${secret}&counter=0`, 'hotp'],
    [`OTPAUTH://HOTP?secret=${secret}`, 'hotp'],
    ['otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbQ', 'migration'],
    ['86596220', 'serial'],
    ['8659622000123456', 'serial'],
    ['8659 6220 0001 23', 'serial'],
    ['SN: 8659622000', 'serial'],
    ['s/n:C301-0017', 'serial'],
    ['Serial No.: 8659622000', 'serial'],
    ['1234567', 'unknown-text'],
    ['86596220001234567', 'unknown-text'],
    ['FIDO:/123456789', 'fido'],
    ['https://contoso.com/welcome', 'web-address'],
    ['www.contoso.com', 'web-address'],
    ['mysignins.microsoft.com/security-info', 'web-address'],
    ['otpauth://totp/Contoso:a?issuer=Microsoft', 'bad-secret'],
    ['otpauth://totp/Contoso:a', 'bad-secret'],
    ['otpauth://totp/Contoso:a?secret=&issuer=Microsoft', 'bad-secret'],
    ['otpauth://totp/Contoso:a?secret=jbswy3dp0hpk3pxp', 'bad-secret'],
    ['otpauth://totp/Contoso:a?secret=jbswy3dpehpk3px', 'bad-secret'],
    ['otpauth://totp/Contoso:a?secret=jbswy3dp%ehpk3pxp', 'bad-secret'],
    [`otpauth://totp/Contoso:a?secret=${secret}&secret=mzxw6ytbmzxw6ytb`, 'bad-secret'],
    [`otpauth://totp/Contoso:a?secret=${encodeBase32(new Uint8Array(9))}`, 'bad-secret'],
    [`otpauth://totp/Contoso:a?secret=${encodeBase32(new Uint8Array(64))}`, 'bad-secret'],
    [`${right}&digits=8`, 'unsupported-parameters'],
    [`${right}&period=15`, 'unsupported-parameters'],
    [`${right}&period=30.0`, 'unsupported-parameters'],
    [`${right}&algorithm=SHA512`, 'unsupported-parameters'],
    [`${right}&algorithm=MD5`, 'unsupported-parameters'],
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['otpauth://steam/Contoso:a', 'unknown-text'],
    ['hello, world', 'unknown-text'],
    ['adele@contoso.com', 'unknown-text'],
    [secret, 'unknown-text'],
  ])('%j is named %s', (text, reason) => {
    expect(parseEnrolmentQr(text)).toEqual({ kind: 'wrong', reason });
    expect(parseEnrolmentQr(` ${text}\n`)).toEqual({ kind: 'wrong', reason });
  });

  it('does not hold up the page, however long it is', () => {
    const started = performance.now();
    for (const part of ['8 ', 'a:', '%3A', 'a.', '= ', 'sn', 'a-']) {
      for (const end of ['', '!']) parseEnrolmentQr(`${part.repeat(20_000)}${end}`);
      parseEnrolmentQr(`otpauth://totp/${part.repeat(20_000)}`);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
