import { en } from './en';
import { fr } from './fr';

export type Language = 'en' | 'fr';
export type MessageKey = keyof typeof en;

/** The `{names}` in a text. */
export type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** What a message wants besides its key: nothing, or a value for each of its `{names}`. */
export type Filling<Key extends MessageKey> =
  Holes<(typeof en)[Key]> extends never ? [] : [Readonly<Record<Holes<(typeof en)[Key]>, string | number>>];

const texts: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, fr };

/** The message in a language, its `{names}` filled in. */
export function message<Key extends MessageKey>(language: Language, key: Key, ...filling: Filling<Key>): string {
  return fill(texts[language][key], filling[0] ?? {});
}

/** The message whose key is put together from data; null where there is none. `values` fill what holes it has. */
export function messageFor(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string | null {
  return isMessageKey(key) ? fill(texts[language][key], values) : null;
}

function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(en, text);
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
