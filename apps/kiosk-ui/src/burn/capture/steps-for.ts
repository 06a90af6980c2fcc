import type { WrongQr } from '@depot/totp';

/** What there is to click on Microsoft's page, in order: add a method, take another app than Microsoft's, its QR code. */
export type MicrosoftStep = 'add' | 'other-app' | 'qr';

/** The clicks that lead from a wrong QR code to the right one; none where the page has nothing to do with it. */
export function stepsFor(reason: WrongQr): readonly MicrosoftStep[] {
  switch (reason) {
    case 'authenticator-app':
      return ['other-app', 'qr'];
    case 'authenticator-app-personal':
    case 'hotp':
    case 'migration':
    case 'fido':
    case 'web-address':
    case 'unsupported-parameters':
    case 'unknown-text':
      return ['add', 'other-app', 'qr'];
    case 'serial':
    case 'bad-secret':
    case 'empty':
      return ['qr'];
  }
}
