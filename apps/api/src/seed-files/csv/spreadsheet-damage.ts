/** Months as spreadsheets write them in English and French. */
const months = 'jan|feb|fév|mar|apr|avr|may|mai|jun|jui|jul|aug|aoû|sep|oct|nov|dec|déc';
const namedDates = [
  new RegExp(`^\\d{1,2}[-\\s/](?:${months})[a-zé.]*(?:[-\\s/]\\d{2,4})?$`, 'i'),
  new RegExp(`^(?:${months})[a-zé.]*[-\\s/]\\d{1,4}$`, 'i'),
];
const numberedDate =
  /^(?:\d{1,4}[/.]\d{1,2}[/.]\d{1,4}|(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-(?:19|20)\d\d)(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/;

/** What a spreadsheet makes of a cell that it takes for a number, a date or a formula. @returns the sentence about it, or null */
export function damageOf(text: string): string | null {
  const trimmed = text.trim();
  // Nearly all are as they should be.
  if (/^[0-9A-Z]*=*$/i.test(trimmed)) return null;
  if (/^[+-]?\d+([.,]\d+)?E[+-]\d+$/i.test(trimmed)) return powerOfTen;
  if (isDate(trimmed)) return 'was turned into a date by a spreadsheet (Excel); take the vendor’s own file.';
  if (/^#(?:#+|N\/A|[A-Z/0]+[!?])$/i.test(trimmed)) {
    return 'is what a spreadsheet (Excel) shows where it cannot show a value; take the vendor’s own file.';
  }
  // Doubled by a spreadsheet, or made curly by a word processor.
  if (/["“”„«»‘’`]/.test(trimmed)) {
    return 'has quotation marks of its own, as a spreadsheet (Excel) or a word processor leaves them; take the vendor’s own file.';
  }
  return null;
}

export const powerOfTen =
  'was turned into a power of ten by a spreadsheet (Excel), and is lost; take the vendor’s own file.';

/** `="0123"`, `'0123`: how careful people keep a spreadsheet from changing a value. @returns the value alone */
export function unguarded(text: string): string {
  return text
    .trim()
    .replace(/^="?([^"]*)"?$/, '$1')
    .replace(/^'/, '');
}

/** Whether a spreadsheet's date stands there, in the orders that are in use. */
function isDate(text: string): boolean {
  return numberedDate.test(text) || namedDates.some((date) => date.test(text));
}
