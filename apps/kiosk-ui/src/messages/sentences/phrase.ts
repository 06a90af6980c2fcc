/** A sentence of the table: the words between its holes, and the holes themselves. */
export interface Phrase {
  /** One more than there are holes; the first and the last may be empty. */
  readonly words: readonly string[];
  readonly holes: readonly Hole[];
  /** How many letters must be there as they are: of two phrases that fit, the one with more says it better. */
  readonly weight: number;
}

export interface Hole {
  readonly name: string;
  /** `{~name}`: what fills it is a sentence, or a word, of the table itself. */
  readonly isSaid: boolean;
}

const hole = /\{(~?)(\w+)\}/;
const everyHole = new RegExp(hole, 'g');

export function readPhrase(template: string): Phrase {
  const pieces = template.split(hole);
  const words = pieces.filter((_, at) => at % 3 === 0);
  const names = pieces.filter((_, at) => at % 3 === 2);
  return {
    words,
    holes: names.map((name, at) => ({ name, isSaid: pieces[at * 3 + 1] === '~' })),
    weight: words.reduce((sum, text) => sum + text.length, 0),
  };
}

/**
 * What fills the holes where the text came from this phrase; null where it did not. The words between are looked for
 * from the left, so that each hole holds as little as it can, and one letter at least.
 */
export function filling({ words, weight }: Phrase, text: string): readonly string[] | null {
  if (weight > text.length) return null;
  const [first = '', ...rest] = words;
  if (!text.startsWith(first)) return null;
  const last = rest.pop();
  if (last === undefined) return text === first ? [] : null;
  if (!text.endsWith(last)) return null;
  const filled: string[] = [];
  let from = first.length;
  for (const word of rest) {
    const at = text.indexOf(word, from + 1);
    if (at < 0) return null;
    filled.push(text.slice(from, at));
    from = at + word.length;
  }
  const end = text.length - last.length;
  return end > from ? [...filled, text.slice(from, end)] : null;
}

/** The phrase said in full. `said` gives what stands in a hole. */
export function fill(template: string, said: (name: string) => string): string {
  return template.replace(everyHole, (_, __, name: string) => said(name));
}
