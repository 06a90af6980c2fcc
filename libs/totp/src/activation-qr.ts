import type { WrongQr } from './wrong-qr.js';

/** Microsoft's clouds: worldwide, US government, China. */
const hosts = new Set(['login.microsoftonline.com', 'login.microsoftonline.us', 'login.chinacloudapi.cn']);
const path = /^\/authenticatorapp\/activateaccount\/?$/i;

/**
 * Recognises what only Microsoft Authenticator can read: `phonefactor://activate_account?code=…&url=…`, or since 2025
 * `https://login.microsoftonline.com/authenticatorApp/activateAccount?accountType=mfa&code=…`. One with
 * `accountType=msa` anywhere is for a personal account; Microsoft sends it beside `accountType=mfa` at times.
 */
export function recogniseActivation(text: string): WrongQr | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWebForm = url !== null && hosts.has(url.hostname) && path.test(url.pathname);
  if (!isWebForm && !/^phonefactor:/i.test(text)) return null;
  return /[?&]accounttype=msa(?![^&#])/i.test(text) ? 'authenticator-app-personal' : 'authenticator-app';
}
