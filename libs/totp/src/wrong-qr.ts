/**
 * Why a text is not an enrolment:
 * `authenticator-app`, `authenticator-app-personal`: Microsoft Authenticator's own activation, of a work or a personal account;
 * `hotp`: a counter token; `migration`: an authenticator app's export; `serial`: a token's serial number;
 * `fido`: a passkey request; `web-address`: any other link;
 * `bad-secret`: a TOTP enrolment whose secret is missing, not base32, or not 10 to 63 bytes;
 * `unsupported-parameters`: one for other digits than 6, another period than 30 or 60 s, another HMAC than SHA-1 or SHA-256;
 * `empty`: nothing at all; `unknown-text`: anything else.
 */
export const wrongQrReasons = [
  'authenticator-app',
  'authenticator-app-personal',
  'hotp',
  'migration',
  'serial',
  'fido',
  'web-address',
  'bad-secret',
  'unsupported-parameters',
  'empty',
  'unknown-text',
] as const;

export type WrongQr = (typeof wrongQrReasons)[number];
