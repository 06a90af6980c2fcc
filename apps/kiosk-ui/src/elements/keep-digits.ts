const codeLength = 6;

/** The digits of what was typed or pasted, at most six. */
export function keepDigits(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, codeLength);
}
