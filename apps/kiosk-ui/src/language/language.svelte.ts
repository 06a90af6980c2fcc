import { en } from '../messages/en.js';
import { counted, fill } from '../messages/fill.js';
import type { Values } from '../messages/fill.js';
import { fr } from '../messages/fr.js';
import type { Forms, Messages } from '../messages/messages.js';

export type LanguageCode = 'en' | 'fr';

/** The language on the screen: the browser's until somebody signs in, then the person's own. */
class Language {
  code = $state<LanguageCode>(navigator.language.startsWith('fr') ? 'fr' : 'en');

  get messages(): Messages {
    return this.code === 'fr' ? fr : en;
  }

  get other(): LanguageCode {
    return this.code === 'fr' ? 'en' : 'fr';
  }

  use(code: LanguageCode): void {
    this.code = code;
    document.documentElement.lang = code;
  }

  fill(text: string, values: Values): string {
    return fill(text, values);
  }

  counted(forms: Forms, count: number): string {
    return counted(this.code, forms, count);
  }

  /** An instant as people write it here. */
  moment(iso: string): string {
    return new Intl.DateTimeFormat(this.code, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
  }
}

export const language = new Language();
