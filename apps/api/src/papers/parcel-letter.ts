import { beginLetter, framed, paragraph, steps } from './letter.js';
import type { Paper } from './paper.js';
import { postalLines } from './postal-lines.js';
import type { Addressee } from './postal-lines.js';

/** What lies in a parcel, for the letter beside it. */
export interface LetterParcel extends Addressee {
  readonly language: 'en' | 'fr' | null;
  /** The jobs' numbers: what recipient and depot call it when they speak. */
  readonly jobNumbers: readonly number[];
}

/** Who is asked, and where a carrier brings a parcel back to; null is not set. */
export interface LetterSettings {
  readonly contact: string | null;
  readonly sender: string | null;
}

interface Words {
  readonly subject: string;
  readonly reference: string;
  readonly hello: (name: string) => string;
  readonly what: (count: number) => string;
  readonly look: string;
  readonly steps: readonly string[];
  readonly noMail: (contact: string) => string;
  readonly notMe: (contact: string) => string;
  readonly nobody: string;
  readonly usualContact: string;
}

const words: Readonly<Record<'en' | 'fr', Words>> = {
  en: {
    subject: 'Your security token',
    reference: 'Reference:',
    hello: (name) => `Hello ${name},`,
    what: (count) =>
      count === 1
        ? 'with this letter comes a small device that shows six digits: your security token. From now on you need it to sign in.'
        : `with this letter come ${String(count)} small devices that show six digits: your security tokens. From now on you need them to sign in.`,
    look: 'Look for our e-mail “Your security token is on its way”. It has a link, and a code that is not in this parcel.',
    steps: [
      'Open the link in that e-mail.',
      'Switch the token on and type the six digits that it shows there. That says to us that it is in your hands, and nobody else can be given its codes any more.',
      'From then on, type the six digits wherever you sign in and are asked for a code.',
    ],
    noMail: (contact) => `No e-mail, also not among the unwanted ones? Ask for a new code: ${contact}`,
    notMe: (contact) =>
      `This is not me, or I ordered nothing: do not use the token. Press “This is not me” on the page of the e-mail, or tell us at once: ${contact}`,
    nobody:
      'None of us ever asks you for the token’s digits by e-mail. Keep the token apart from your computer, and tell us when you no longer have it.',
    usualContact: 'your IT help desk, with the reference above',
  },
  fr: {
    subject: 'Votre jeton de sécurité',
    reference: 'Référence :',
    hello: (name) => `Bonjour ${name},`,
    what: (count) =>
      count === 1
        ? 'cette lettre accompagne un petit appareil qui affiche six chiffres : votre jeton de sécurité. Il vous sert désormais à vous connecter.'
        : `cette lettre accompagne ${String(count)} petits appareils qui affichent six chiffres : vos jetons de sécurité. Ils vous servent désormais à vous connecter.`,
    look: 'Cherchez notre e-mail « Votre jeton de sécurité est en route ». Il contient un lien, et un code qui n’est pas dans ce colis.',
    steps: [
      'Ouvrez le lien de cet e-mail.',
      'Allumez le jeton et tapez-y les six chiffres affichés. Nous savons ainsi qu’il est entre vos mains, et plus personne d’autre ne peut obtenir ses codes.',
      'Dès lors, tapez les six chiffres partout où un code vous est demandé pour vous connecter.',
    ],
    noMail: (contact) => `Pas d’e-mail, même parmi les indésirables ? Demandez un nouveau code : ${contact}`,
    notMe: (contact) =>
      `Ce n’est pas moi, ou je n’ai rien commandé : n’utilisez pas le jeton. Appuyez sur « Ce n’est pas moi » sur la page de l’e-mail, ou prévenez-nous aussitôt : ${contact}`,
    nobody:
      'Personne chez nous ne vous demande jamais par e-mail les chiffres du jeton. Gardez-le à l’écart de votre ordinateur et prévenez-nous si vous ne l’avez plus.',
    usualContact: 'votre assistance informatique, avec la référence ci-dessus',
  },
};

/** Every sign that a parcel's letter would put on paper of its recipient. */
export function namesOn(parcel: LetterParcel): string {
  return postalLines(parcel, parcel.language ?? 'en').join(' ');
}

/** One letter for one parcel, in its recipient's language: no secret, no code, no serial. */
export function writeParcelLetter(paper: Paper, parcel: LetterParcel, settings: LetterSettings): void {
  const language = parcel.language ?? 'en';
  const say = words[language];
  const contact = settings.contact ?? say.usualContact;
  const reference = `${say.reference} ${parcel.jobNumbers.join(', ')}`;
  const head = {
    sender: settings.sender,
    address: postalLines(parcel, language),
    marks: [reference],
    subject: say.subject,
  };
  const { sheet, y } = beginLetter(paper, head);
  let below = paragraph(sheet, say.hello(parcel.display_name ?? parcel.upn), { y });
  below = paragraph(sheet, say.what(parcel.jobNumbers.length), { y: below });
  below = framed(paper, sheet, say.look, below + 1);
  below = steps(sheet, say.steps, below);
  below = paragraph(sheet, say.noMail(contact), { y: below });
  below = framed(paper, sheet, say.notMe(contact), below + 1);
  paragraph(sheet, say.nobody, { y: below });
}

/** In which language a parcel's letter is written, and with that the title of a PDF of many. */
export function letterTitle(language: 'en' | 'fr'): string {
  return words[language].subject;
}
