import { describe, expect, it } from 'vitest';
import { wrongQrHelp } from './wrong-qr-help.js';
import { wrongQrReasons } from './wrong-qr.js';

const sentence = /^\p{Lu}.*[.]$/u;
const links = {
  en: ['“I want to use a different authenticator app”', '“Configure app without notifications”'],
  fr: [
    '« Je souhaite utiliser une autre application d’authentification »',
    '« Configurer l’application sans notifications »',
  ],
} as const;

describe('the help for a wrong QR', () => {
  it('knows every reason, and no other', () => {
    expect(Object.keys(wrongQrHelp).sort()).toEqual([...wrongQrReasons].sort());
  });

  it.each(wrongQrReasons)('says in whole sentences, in English and in French, what to do about %s', (reason) => {
    const { en, fr } = wrongQrHelp[reason];
    for (const text of [en.title, en.whatToDo, fr.title, fr.whatToDo]) expect(text).toMatch(sentence);
    expect(fr.title).not.toBe(en.title);
    expect(fr.whatToDo).not.toBe(en.whatToDo);
    // French has its own apostrophe and quotation marks.
    expect(fr.title + fr.whatToDo).not.toMatch(/['"“”]/);
  });

  it.each(['authenticator-app', 'authenticator-app-personal', 'hotp', 'migration', 'fido', 'web-address'] as const)(
    'names the link to click on either of Microsoft’s pages for %s',
    (reason) => {
      for (const language of ['en', 'fr'] as const) {
        for (const link of links[language]) expect(wrongQrHelp[reason][language].whatToDo).toContain(link);
      }
    },
  );
});
