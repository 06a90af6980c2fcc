/** How many digits a token shows. */
export const digitCount = 6;

/** What was typed, scanned or pasted, as far as it is digits: “123 456” is a code, “123 4567” is its first six. */
export function cleanDigits(text: string): string {
  return text.replace(/\D/g, '').slice(0, digitCount);
}

export function isFull(digits: string): boolean {
  return digits.length === digitCount;
}

/** The six boxes as they are drawn; null where nothing is typed yet. */
export function boxes(digits: string): (string | null)[] {
  return Array.from({ length: digitCount }, (_, place) => digits[place] ?? null);
}
