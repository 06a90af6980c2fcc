import { Serial } from '@depot/contracts';
import { damageOf, powerOfTen, unguarded } from './spreadsheet-damage.js';

/** Lengths of all-digit serials, by the maker's name as files write it: what a shorter one has lost. */
const serialLengths: readonly (readonly [RegExp, number])[] = [
  [/token\s*2/i, 13],
  [/feitian|ftsafe/i, 13],
];

/** Reads a serial. @returns it, or the reason why it is none; damage by a spreadsheet is named as such */
export function readSerial(text: string, manufacturer: string): { serial: string } | string {
  const bare = unguarded(text);
  const damage = damageOf(bare);
  if (damage !== null) return damage;
  // Without a sign: in a secret that may be hex.
  if (/^\d+([.,]\d+)?E\d+$/i.test(bare)) return powerOfTen;
  if (/^\d{4,}[.,]0+$/.test(bare)) {
    return 'was turned into a number with decimals by a spreadsheet (Excel); take the vendor’s own file.';
  }
  const serial = Serial.safeParse(bare);
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
