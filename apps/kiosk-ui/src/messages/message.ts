import type { ProblemCode } from '@depot/contracts';
import type { en } from './en';
import { first } from './first';

export type Language = 'en' | 'fr';
export type MessageKey = keyof typeof en;

/** The `{names}` in a text. */
export type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** What a message wants besides its key: nothing, or a value for each of its `{names}`. */
export type Filling<Key extends MessageKey> =
  Holes<(typeof en)[Key]> extends never ? [] : [Readonly<Record<Holes<(typeof en)[Key]>, string | number>>];

/** A language's texts; the words of problems, and whole sentences, are in English the API's own. */
interface Texts {
  readonly messages: Readonly<Partial<Record<MessageKey, string>>>;
  readonly problems: Readonly<Record<ProblemCode, { readonly title: string; readonly advice: string }>> | null;
  readonly sentences: { readonly say: (text: string) => string } | null;
}

const firstTexts: Texts = { messages: first, problems: null, sentences: null };
const known: Record<Language, Texts | null> = { en: null, fr: null };

/** Fetches a language's texts unless they are there. Until then there are those of the first page, in English. */
export async function learn(language: Language): Promise<void> {
  if (language === 'fr') known.fr ??= (await import('./french')).french;
  else known.en ??= { messages: (await import('./en')).en, problems: null, sentences: null };
}

/** @returns what is said in that language, or on the first page while it has not been learned */
export function textsOf(language: Language): Texts {
  return known[language] ?? firstTexts;
}

/** The message in a language, its `{names}` filled in. */
export function message<Key extends MessageKey>(language: Language, key: Key, ...filling: Filling<Key>): string {
  const text = textsOf(language).messages[key];
  if (text === undefined) throw new Error(`The text ${key} was wanted before it was fetched.`);
  return fill(text, filling[0] ?? {});
}

/** What came as a sentence from the API, an agent or a reader. What has no translation is said as it is. */
export function sentence(language: Language, text: string): string {
  return textsOf(language).sentences?.say(text) ?? text;
}

/** The message whose key is put together from data; null where there is none. `values` fill what holes it has. */
export function messageFor(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string | null {
  const { messages } = textsOf(language);
  const text = Object.hasOwn(messages, key) ? messages[key as MessageKey] : undefined;
  return text === undefined ? null : fill(text, values);
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
