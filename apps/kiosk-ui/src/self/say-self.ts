import type { Holes, Language } from '../messages/message';
import { selfServiceInEnglish } from '../messages/self-service-en';
import { selfServiceInFrench } from '../messages/self-service-fr';
import { speech } from '../messages/speech.svelte';

export type SelfKey = keyof typeof selfServiceInEnglish;
type Filling<Key extends SelfKey> =
  Holes<(typeof selfServiceInEnglish)[Key]> extends never
    ? []
    : [Readonly<Record<Holes<(typeof selfServiceInEnglish)[Key]>, string | number>>];

const texts = { en: selfServiceInEnglish, fr: selfServiceInFrench } as const;

/** A text of self-service in a language, its `{names}` filled in. */
export function selfText<Key extends SelfKey>(language: Language, key: Key, ...filling: Filling<Key>): string {
  const values: Readonly<Record<string, string | number>> = filling[0] ?? {};
  return texts[language][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** The same in the language of the screen. */
export function saySelf<Key extends SelfKey>(key: Key, ...filling: Filling<Key>): string {
  return selfText(speech.language, key, ...filling);
}
