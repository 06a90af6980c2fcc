import type { Language } from '../messages/message';
import type { Trouble, TroubleName } from './troubles';
import { troublesInEnglish } from './troubles-in-english';
import { troublesInFrench } from './troubles-in-french';

/** What a trouble says. Holes like `{serial}` are filled with its values. */
export interface TroubleWords {
  readonly title: string;
  /** What happened, in a sentence. */
  readonly what: string;
  /** Further sentences, each said where its value is known. */
  readonly more?: Readonly<Record<string, string>>;
  /** What to do, in order. */
  readonly steps: readonly string[];
}

export const wordsOfTroubles: Readonly<Record<Language, Readonly<Record<TroubleName, TroubleWords>>>> = {
  en: troublesInEnglish,
  fr: troublesInFrench,
};

/** The words for one trouble, its holes filled. */
export function troubleWords({ name, values }: Trouble, language: Language): Omit<TroubleWords, 'more'> {
  const { title, what, more = {}, steps } = wordsOfTroubles[language][name];
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (hole, key: string) => String(values[key] ?? hole));
  const known = Object.entries(more).flatMap(([key, text]) => (values[key] === undefined ? [] : [text]));
  return { title: fill(title), what: fill([what, ...known].join(' ')), steps: steps.map(fill) };
}
