/** Scripts that are written as they are stored, from left to right, one sign after the other, and that the embedded font has. */
const known =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** Text as it is put on paper: composed, on one line, without signs that nobody sees. */
export function onPaper(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\S\u00a0]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}

/** The signs of a text that cannot be printed, each once; `has` says whether the font has a sign. */
export function unprintable(text: string, has: (codePoint: number) => boolean): string[] {
  const signs = Array.from(onPaper(text));
  return [...new Set(signs.filter((sign) => !known.test(sign) || !has(sign.codePointAt(0) ?? 0)))];
}
