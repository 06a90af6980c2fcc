import type { ProblemCode } from '@depot/contracts';
import { en } from './en';

export type Language = 'en' | 'fr';
export type MessageKey = keyof typeof en;

/** The `{names}` in a text. */
export type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** What a message wants besides its key: nothing, or a value for each of its `{names}`. */
export type Filling<Key extends MessageKey> =
  Holes<(typeof en)[Key]> extends never ? [] : [Readonly<Record<Holes<(typeof en)[Key]>, string | number>>];

/** A language's texts; the words of problems in English are the API's own. */
interface Texts {
  readonly messages: Readonly<Record<MessageKey, string>>;
  readonly problems: Readonly<Record<ProblemCode, { readonly title: string; readonly advice: string }>> | null;
}

const english: Texts = { messages: en, problems: null };
const known: Record<Language, Texts | null> = { en: english, fr: null };

/** Fetches a language's texts unless they are there. Until then its messages are the English ones. */
export async function learn(language: Language): Promise<void> {
  if (language === 'fr') known.fr ??= (await import('./french')).french;
}

/** @returns what is said in that language, or in English while it has not been learned */
export function textsOf(language: Language): Texts {
  return known[language] ?? english;
}

/** The message in a language, its `{names}` filled in. */
export function message<Key extends MessageKey>(language: Language, key: Key, ...filling: Filling<Key>): string {
  return fill(textsOf(language).messages[key], filling[0] ?? {});
}

/** The message whose key is put together from data; null where there is none. `values` fill what holes it has. */
export function messageFor(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string | null {
  return isMessageKey(key) ? fill(textsOf(language).messages[key], values) : null;
}

function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(en, text);
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
