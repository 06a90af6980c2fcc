import { randomBytes } from 'node:crypto';
import { enrolmentUri, entraParameters, matchCode } from '@depot/totp';
import { renderSVG } from 'uqr';
import type { EmulatedTenant } from './tenant.js';

/** What a page shows of one user: the text of the QR code, and how the last code typed went. */
interface Enrolling {
  readonly upn: string;
  readonly text: string;
  readonly outcome: 'asked' | 'wrong' | 'added';
}

/**
 * The page on which a user without Premium adds “a different authenticator app”: a QR code, and the six digits that
 * prove it. Bare, and not a likeness of Microsoft's; for whoever tries the QR route, and for tests.
 */
export class SecurityInfo {
  readonly #tenant: EmulatedTenant;
  readonly #now: () => number;
  /** By UPN; shown again until a code has proved it. */
  readonly #secrets = new Map<string, Uint8Array>();

  /** @param now seconds since 1970 */
  constructor(tenant: EmulatedTenant, now: () => number) {
    this.#tenant = tenant;
    this.#now = now;
  }

  /** @param code as typed, or null where the page is only looked at. @throws GraphRefusal 404 for nobody the tenant has */
  enrol(upn: string, code: string | null): Enrolling {
    const user = this.#tenant.user(upn);
    const { userPrincipalName: account } = user;
    const secret = this.#secrets.get(account) ?? randomBytes(20);
    this.#secrets.set(account, secret);
    const enrolling = { upn: account, text: enrolmentUri({ tenantName: 'Contoso', account, secret }) };
    if (code === null) return { ...enrolling, outcome: 'asked' };
    if (matchCode(secret, entraParameters, { code, now: this.#now() }).kind !== 'match')
      return { ...enrolling, outcome: 'wrong' };
    this.#secrets.delete(account);
    user.otherMethods += 1;
    return { ...enrolling, outcome: 'added' };
  }

  /** @param problem why there is nobody to show */
  page(enrolling: Enrolling | null, problem = ''): string {
    const upn = escaped(enrolling?.upn ?? '');
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Security info, emulated</title>
<style>body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}svg{width:16rem;display:block;margin:1rem 0}
strong{background:#fd0;padding:.1rem .4rem}code{overflow-wrap:anywhere}input{font:inherit;padding:.3rem}</style>
<h1>Security info</h1><p><strong>Not Microsoft.</strong> What a user of the sample tenant would see. <a href="/">The emulator</a></p>
<form><label>User: <input name="upn" size="34" value="${upn}" placeholder="sample.01@contoso.com" required></label>
<button>Add a different authenticator app</button></form>${enrolling === null ? `<p role="alert">${escaped(problem)}</p>` : steps(enrolling, upn)}</html>`;
  }
}

function steps({ text, outcome }: Enrolling, upn: string): string {
  if (outcome === 'added') return '<p role="status">The app was added: this token is theirs now.</p>';
  return `${renderSVG(text)}<p>Can’t scan image? <code>${escaped(text)}</code></p><form method="post">
<input type="hidden" name="upn" value="${upn}"><label>Six digits: <input name="code" inputmode="numeric" autocomplete="off" required></label>
<button>Next</button></form>${outcome === 'wrong' ? '<p role="alert">That code did not work. Type a new one.</p>' : ''}`;
}

function escaped(text: string): string {
  const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => named[sign] ?? sign);
}
