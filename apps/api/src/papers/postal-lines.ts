import type { AddressRow } from '../recipients/postal-address.js';

export interface Addressee extends Readonly<AddressRow> {
  readonly upn: string;
  readonly display_name: string | null;
}

/** The lines in an envelope's window, the country last; the name alone where there is no complete address (it is handed over). */
export function postalLines(to: Addressee, language: 'en' | 'fr'): string[] {
  const name = to.display_name ?? to.upn;
  if (to.street === null || to.city === null || to.country === null) return [name];
  const place = to.postal_code === null ? to.city : `${to.postal_code} ${to.city}`;
  return [name, to.street, to.extra, place, to.region, countryName(to.country, language)].filter(
    (line) => line !== null,
  );
}

function countryName(code: string, language: string): string {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  try {
    return (names.of(code.toUpperCase()) ?? code).toLocaleUpperCase(language);
  } catch {
    return code;
  }
}
