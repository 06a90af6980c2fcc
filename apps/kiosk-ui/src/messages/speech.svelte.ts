import { learn, message, sentence } from './message';
import type { Filling, Language, MessageKey } from './message';

/** The language of the screen: the browser's until a person who has chosen one signs in. */
class Speech {
  language = $state<Language>('en');

  /** The browser's own language, before anybody has said which: also that of whoever signs in for the first time. */
  async begin(): Promise<void> {
    if (navigator.language.startsWith('fr')) await this.speak('fr');
  }

  /** Changes the language once its texts are there. @throws where they cannot be fetched: the language stays as it is */
  async speak(language: Language): Promise<void> {
    await learn(language);
    this.language = language;
  }

  get other(): Language {
    return this.language === 'en' ? 'fr' : 'en';
  }
}

export const speech = new Speech();

/** English with the day before the month. */
const locales = { en: 'en-GB', fr: 'fr' } as const;

/** The message in the language of the screen. */
export function say<Key extends MessageKey>(key: Key, ...filling: Filling<Key>): string {
  return message(speech.language, key, ...filling);
}

/** A sentence of the API, an agent or a reader in the language of the screen. */
export function saySentence(text: string): string {
  return sentence(speech.language, text);
}

/** Day and time, as the language writes them. */
export function sayTime(instant: string): string {
  return new Intl.DateTimeFormat(locales[speech.language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    Date.parse(instant),
  );
}

/** A day of the depot's, which are counted in UTC. */
export function sayDay(instant: string): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locales[speech.language], format).format(Date.parse(instant));
}

/** The time, and the day where it is not today. */
export function sayClock(instant: string, today: number): string {
  const language = locales[speech.language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'short' });
  const at = Date.parse(instant);
  if (day.format(at) !== day.format(today)) return sayTime(instant);
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at);
}

export function sayNumber(count: number): string {
  return new Intl.NumberFormat(speech.language).format(count);
}
