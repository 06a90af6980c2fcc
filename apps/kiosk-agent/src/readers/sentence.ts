/** What the contracts allow for a sentence to the operator. */
const longest = 300;

/** The text, cut where the depot would refuse it. */
export function sentence(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
