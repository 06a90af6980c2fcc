import type { PostalAddress, RecipientColumn } from '@depot/contracts';
import type { CsvRow } from '../platform/csv/read-csv.js';

/** Columns of digits that a spreadsheet takes for a number. */
const numberLike = ['phone', 'reference', 'postal code'] as const satisfies readonly RecipientColumn[];
/** As Excel writes it: one digit, maybe decimals with point or comma, a signed exponent. */
const powerOfTen = /^[+-]?\d(?:[.,]\d+)?E[+-]\d+$/i;

/** What a spreadsheet has destroyed in a line. @returns the sentence about it, or null */
export function lostIn(cells: CsvRow<RecipientColumn>['cells']): string | null {
  const column = numberLike.find((name) => powerOfTen.test(cells[name] ?? ''));
  return column === undefined
    ? null
    : `${column}: “${cells[column] ?? ''}” was turned into a power of ten by a spreadsheet (Excel), and is lost. Write it again, in a column formatted as text.`;
}

/** Digits of a postal code, of countries that have some which begin with 0 (Universal Postal Union, addressing by country). */
const postalDigits: Readonly<Record<string, number>> = {
  ...{ AU: 4, DK: 4, NO: 4, ZA: 4 },
  ...{ DE: 5, EE: 5, ES: 5, FI: 5, FR: 5, IT: 5, KR: 5, MX: 5, MY: 5, PR: 5, TR: 5, UA: 5, US: 5 },
  ...{ RO: 6 },
};

/** A postal code that seems to have lost its leading zeros to a spreadsheet. @returns the sentence about it, or null */
export function zerosLostIn({ country, postalCode }: PostalAddress): string | null {
  const digits = postalDigits[country ?? ''];
  if (country === null || postalCode === null || digits === undefined) return null;
  if (!/^\d+$/.test(postalCode) || postalCode.length >= digits) return null;
  const whole = postalCode.padStart(digits, '0');
  return `postal code: “${postalCode}” is short of the ${String(digits)} digits of ${country}, as when a spreadsheet (Excel) takes leading zeros away. If so, write ${whole}.`;
}
