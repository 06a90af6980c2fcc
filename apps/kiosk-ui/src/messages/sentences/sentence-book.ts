import { fill, filling, readPhrase } from './phrase';
import type { Phrase } from './phrase';

/** English sentences with named holes, each with what it is in another language. */
export type Sentences = Readonly<Record<string, string>>;

interface Entry {
  readonly phrase: Phrase;
  readonly translation: string;
}

interface Found {
  readonly text: string;
  /** 0 for what the book does not know. */
  readonly weight: number;
}

/** Where one sentence may end and the next begin. */
const seam = /(?<=[.?!:;][”»)]?)\s+/g;
/** Told apart from what it ends: “Reading the token in Entra: Microsoft Graph did not answer.” */
const ending = /[.:;]$/;
/** French sets a space before these two. */
const spaced: Readonly<Record<string, string>> = { ':': ' :', ';': ' ;' };

/** Says the depot’s sentences in another language. What it does not know it leaves as it is. */
export class SentenceBook {
  readonly #whole = new Map<string, string>();
  /** By their first word; under the empty one those that begin with a hole. The heaviest first. */
  readonly #entries = new Map<string, Entry[]>();

  constructor(sentences: Sentences) {
    for (const [template, translation] of Object.entries(sentences)) {
      const phrase = readPhrase(template);
      if (phrase.holes.length === 0) {
        this.#whole.set(template, translation);
        continue;
      }
      const word = firstWord(phrase.words[0] ?? '') ?? '';
      this.#entries.set(word, [...(this.#entries.get(word) ?? []), { phrase, translation }]);
    }
    for (const entries of this.#entries.values()) entries.sort((one, other) => other.phrase.weight - one.phrase.weight);
  }

  /** The text in the book’s language: each of its sentences that the book has, the rest as it is. */
  say(text: string): string {
    return this.#inParts(text).text;
  }

  /** Whether the book has all of it. */
  knows(text: string): boolean {
    return this.#inParts(text).isWhole;
  }

  /** Cuts the text where the most letters of it are in the book; of several ways the one with the fewest cuts. */
  #inParts(text: string): Found & { isWhole: boolean } {
    const seams = [...text.matchAll(seam)];
    const starts = [0, ...seams.map((at) => at.index + at[0].length)];
    const ends = [...seams.map((at) => at.index), text.length];
    const best: (Found & { isWhole: boolean })[] = [];
    best[starts.length] = { text: '', weight: 0, isWhole: true };
    for (let from = starts.length - 1; from >= 0; from -= 1) {
      for (let to = starts.length - 1; to >= from; to -= 1) {
        const found = this.#one(text.slice(starts[from], ends[to]), to === from);
        const rest = best[to + 1];
        if (found === null || rest === undefined) continue;
        const weight = found.weight + rest.weight;
        if (weight <= (best[from]?.weight ?? -1)) continue;
        const between = text.slice(ends[to], starts[to + 1] ?? text.length);
        best[from] = { text: found.text + between + rest.text, weight, isWhole: found.weight > 0 && rest.isWhole };
      }
    }
    return best[0] ?? { text, weight: 0, isWhole: false };
  }

  /** One sentence, or the beginning of one. `asItIs`: even where the book does not have it. */
  #one(text: string, asItIs: boolean): Found | null {
    const found = this.#lookUp(text);
    if (found !== null) return found;
    const end = ending.exec(text)?.[0];
    const inner = end === undefined ? null : this.#lookUp(text.slice(0, -end.length));
    if (end !== undefined && inner !== null) return { ...inner, text: inner.text + (spaced[end] ?? end) };
    return asItIs ? { text, weight: 0 } : null;
  }

  #lookUp(text: string): Found | null {
    const whole = this.#whole.get(text);
    if (whole !== undefined) return { text: whole, weight: text.length };
    const found = [firstWord(text), ''].flatMap((word) => (word === null ? [] : this.#fitting(text, word)));
    return found.reduce<Found | null>((best, one) => (best === null || one.weight > best.weight ? one : best), null);
  }

  #fitting(text: string, word: string): Found[] {
    for (const { phrase, translation } of this.#entries.get(word) ?? []) {
      const filled = filling(phrase, text);
      if (filled === null) continue;
      const values = new Map(
        phrase.holes.map(({ name, isSaid }, at): [string, Found] => {
          const text = filled[at] ?? '';
          return [name, isSaid ? this.#inParts(text) : { text, weight: 0 }];
        }),
      );
      const weight = [...values.values()].reduce((sum, value) => sum + value.weight, phrase.weight);
      return [{ text: fill(translation, (name) => values.get(name)?.text ?? ''), weight }];
    }
    return [];
  }
}

/** The word that the text begins with, where another one follows. */
function firstWord(text: string): string | null {
  return /^\S+(?=\s)/.exec(text)?.[0] ?? null;
}
