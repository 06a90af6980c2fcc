import { Serial } from '@depot/contracts';

/** Lengths of all-digit serials, by the maker's name as files write it: what a shorter one has lost. */
const serialLengths: readonly (readonly [RegExp, number])[] = [
  [/token\s*2/i, 13],
  [/feitian|ftsafe/i, 13],
];

/** Reads a serial. @returns it, or the reason why it is none; damage by a spreadsheet is named as such */
export function readSerial(text: string, manufacturer: string): { serial: string } | string {
  const trimmed = text.trim();
  if (/^[+-]?\d+([.,]\d+)?E[+-]?\d+$/i.test(trimmed)) {
    return 'was turned into a power of ten by a spreadsheet (Excel), and is lost; take the vendor’s own file.';
  }
  if (isDate(trimmed)) return 'was turned into a date by a spreadsheet (Excel); take the vendor’s own file.';
  if (/^\d{4,}[.,]0+$/.test(trimmed))
    return 'was turned into a number with decimals by a spreadsheet (Excel); take the vendor’s own file.';
  // ="0123": how careful people keep Excel from eating zeros.
  const serial = Serial.safeParse(trimmed.replace(/^="?(.*?)"?$/, '$1').replace(/^'/, ''));
  if (!serial.success) return 'is no serial: 4 to 24 letters and digits.';
  const known = serialLengths.find(([maker]) => maker.test(manufacturer))?.[1];
  if (known !== undefined && /^\d+$/.test(serial.data) && serial.data.length < known) {
    const lost = known - serial.data.length;
    return `has ${String(serial.data.length)} digits where this maker’s have ${String(known)}: a spreadsheet (Excel) has eaten ${
      lost === 1 ? 'a leading zero' : `${String(lost)} leading zeros`
    }, or the file was cut.`;
  }
  return { serial: serial.data };
}

function isDate(text: string): boolean {
  return (
    /^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}$/.test(text) ||
    /^\d{1,2}[-\s](jan|feb|fév|mar|apr|avr|may|mai|jun|jui|jul|aug|aoû|sep|oct|nov|dec|déc)[a-zé.]*(?:[-\s]\d{2,4})?$/i.test(
      text,
    ) ||
    /^(jan|feb|fév|mar|apr|avr|may|mai|jun|jui|jul|aug|aoû|sep|oct|nov|dec|déc)[a-zé.]*[-\s]\d{1,4}$/i.test(text)
  );
}
