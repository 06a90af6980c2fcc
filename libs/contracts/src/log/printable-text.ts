const blank = '[redacted]';

/** What a secret looks like in a text, whoever wrote it; the second net, below redaction by type. */
const secretLooks: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/otpauth(-migration)?:\/\/\S+/gi, blank],
  // Name and password in an address.
  [/\/\/[^\s/@]+@/g, `//${blank}@`],
  // A mailbox or a UPN: somebody's name.
  [/[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+/g, '[address]'],
  // Base32 of ten bytes or more.
  [/\b[A-Z2-7]{16,}\b/g, blank],
  [/\b[a-z2-7]{16,}\b/g, (found) => (/\d/.test(found) ? blank : found)],
  // Keys, signatures, hexadecimal, cookies; an id of the record is none of them.
  [/[\w+-]{20,}/g, (found) => (/\d/.test(found) && /[A-Za-z]/.test(found) && !isId(found) ? blank : found)],
  // Six digits by themselves are a code off a token, with or without the blank in the middle.
  [/(?<![\w.:-])\d{3} ?\d{3}(?![\w.:-])/g, blank],
];
const longest = 500;

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** A text as a log may hold it: what looks like a secret is blanked, and the rest is cut at 500 characters. */
export function printableText(text: string): string {
  // Cut first: a megabyte that somebody typed is not worth searching.
  let printable = text.slice(0, 2 * longest);
  for (const [look, instead] of secretLooks) {
    printable = typeof instead === 'string' ? printable.replace(look, instead) : printable.replace(look, instead);
  }
  return printable.length > longest ? `${printable.slice(0, longest)}…` : printable;
}
