/** What a text can be that is not the QR code we need. */
export const wrongQrReasons = [
  'authenticator-app',
  'authenticator-app-personal',
  'hotp',
  'migration',
  'bad-secret',
  'unsupported-parameters',
  'serial',
  'fido',
  'web-address',
  'empty',
  'unknown-text',
] as const;

export type WrongQr = (typeof wrongQrReasons)[number];

/** Names a text that is no `otpauth://totp` address. Microsoft's forms: seen on its own pages, 2019 to 2026. */
export function nameWrongQr(text: string): WrongQr {
  const lower = text.toLowerCase();
  if (text === '') return 'empty';
  if (lower.startsWith('otpauth-migration:')) return 'migration';
  if (lower.startsWith('otpauth://hotp/')) return 'hotp';
  if (lower.startsWith('phonefactor:')) return 'authenticator-app';
  if (lower.startsWith('fido:')) return 'fido';
  if (/^(sn|s\/n|serial)\s*[:=]?\s*[0-9a-z]{4,24}$/.test(lower) || /^\d{6,20}$/.test(lower.replace(/\s/g, '')))
    return 'serial';
  if (/^https?:\/\//.test(lower)) return nameWebAddress(text);
  if (/^(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/\S*)?$/.test(lower)) return 'web-address';
  return 'unknown-text';
}

/** Since 2025 Microsoft Authenticator's own format is a web address, on these hosts and any tenant's. */
function nameWebAddress(text: string): WrongQr {
  if (!URL.canParse(text)) return 'web-address';
  const address = new URL(text);
  if (!/\/authenticatorapp\/activateaccount$/i.test(address.pathname.replace(/\/$/, ''))) return 'web-address';
  const parameters = new Map(
    [...address.searchParams].map(([name, value]) => [name.toLowerCase(), value.toLowerCase()]),
  );
  return parameters.get('accounttype') === 'msa' ? 'authenticator-app-personal' : 'authenticator-app';
}
