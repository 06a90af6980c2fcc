/** What the contracts allow for a sentence at a reader: an agent does not hear a message that holds more. */
const longest = 300;

/** The text, cut behind a whole character where an agent would not take it. */
export function atReader(text: string): string {
  if (text.length <= longest) return text;
  // The first half of a character that takes two (UTF-16) goes with the second.
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
