import type { Language } from '../messages/message';

/** The country's name in a language, from its ISO 3166 code. */
export function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}
