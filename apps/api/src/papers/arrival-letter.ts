import { beginLetter, framed, paragraph, steps } from './letter.js';
import type { LetterSettings } from './parcel-letter.js';
import type { Paper } from './paper.js';

/** A new arrival code on its way to its recipient by somebody's hand. */
export interface ArrivalLetter {
  readonly name: string;
  /** Whether the record knows a mail address of theirs: a mail may be lost. */
  readonly hasMail: boolean;
  readonly language: 'en' | 'fr';
  /** Grouped, as people type it. */
  readonly code: string;
  /** The page, without the code. */
  readonly page: string;
  readonly jobNumber: number;
}

const words = {
  en: {
    title: 'Arrival code',
    toManager: 'To the manager of',
    reference: 'Reference:',
    subject: 'Arrival code for a security token',
    never:
      'Never put this sheet into the parcel, and send it by another way than the token: whoever has both could say that it arrived.',
    manager: (name: string, hasMail: boolean) =>
      `A security token is on its way to ${name}${hasMail ? '' : ', who has no e-mail address with us'}. Please hand this sheet over yourself once you have seen them.`,
    steps: (page: string) => [
      'Wait until the token is in your hands.',
      `Open ${page} and type the code below.`,
      'Switch the token on and type the six digits that it shows.',
    ],
    code: 'Code',
    once: 'An earlier code is void. This one ends when the arrival is confirmed.',
    notMe: (contact: string) =>
      `You ordered nothing? Open the same page, type the code and press “This is not me”, or tell us: ${contact}`,
    contact: 'your IT help desk',
  },
  fr: {
    title: 'Code de réception',
    toManager: 'Au responsable de',
    reference: 'Référence :',
    subject: 'Code de réception d’un jeton de sécurité',
    never:
      'Ne mettez jamais cette feuille dans le colis et envoyez-la par une autre voie que le jeton : qui a les deux pourrait confirmer la réception.',
    manager: (name: string, hasMail: boolean) =>
      `Un jeton de sécurité est en route vers ${name}${hasMail ? '' : ', dont nous n’avons pas d’adresse e-mail'}. Remettez cette feuille vous-même, en main propre.`,
    steps: (page: string) => [
      'Attendez d’avoir le jeton en main.',
      `Ouvrez ${page} et tapez le code ci-dessous.`,
      'Allumez le jeton et tapez les six chiffres affichés.',
    ],
    code: 'Code',
    once: 'Un code précédent n’est plus valable. Celui-ci prend fin quand la réception est confirmée.',
    notMe: (contact: string) =>
      `Vous n’avez rien commandé ? Ouvrez la même page, tapez le code et appuyez sur « Ce n’est pas moi », ou prévenez-nous : ${contact}`,
    contact: 'votre assistance informatique',
  },
} as const;

export function arrivalLetterTitle(language: 'en' | 'fr'): string {
  return words[language].title;
}

/** The sheet that a manager hands over. It says that it never goes into the parcel. */
export function writeArrivalLetter(paper: Paper, letter: ArrivalLetter, settings: LetterSettings): void {
  const say = words[letter.language];
  const head = {
    sender: settings.sender,
    address: [say.toManager, letter.name],
    marks: [`${say.reference} ${String(letter.jobNumber)}`],
    subject: say.subject,
  };
  const { sheet, y } = beginLetter(paper, head);
  let below = framed(paper, sheet, say.never, y);
  below = paragraph(sheet, say.manager(letter.name, letter.hasMail), { y: below });
  below = steps(sheet, say.steps(letter.page), below);
  sheet.text(say.code, { x: 25, y: below + 1, size: 9, grey: true });
  below = sheet.text(letter.code, { x: 25, y: below + 6, size: 22, face: 'mono' }) + 3;
  below = paragraph(sheet, say.once, { y: below });
  paragraph(sheet, say.notMe(settings.contact ?? say.contact), { y: below });
}
