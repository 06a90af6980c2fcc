import type { NoticeKind } from '@depot/contracts';
import type { EscrowNotice } from './escrow-words.js';

interface Facts {
  readonly name: string;
  readonly jobNumber: number;
  /** Of notices for recipients. */
  readonly code: string;
  readonly link: string;
  /** Of notices for staff: the job's page. */
  readonly page: string;
}

export type Words = (facts: Facts) => { readonly subject: string; readonly text: string };

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

/** What each notice says, in plain text. No serial stands in a mail: who reads it by mistake learns of no token. */
export const noticeWords: Readonly<Record<Exclude<NoticeKind, EscrowNotice>, Readonly<Record<'en' | 'fr', Words>>>> = {
  'arrival-code': {
    en: ({ name, code, link, jobNumber }) => ({
      subject: 'Your security token is on its way',
      text: lines(
        `Hello ${name},`,
        '',
        'a small device that shows six digits is on its way to you by post. You will need it to sign in.',
        '',
        'When it is in your hands, open this page and type the six digits that it shows:',
        '',
        link,
        '',
        `Your code for that page: ${code}`,
        '',
        'Keep this mail until then, and give the code to nobody: not to us either.',
        'If you ordered nothing, open the same page and press “This is not me”.',
        '',
        `Reference: ${String(jobNumber)}`,
      ),
    }),
    fr: ({ name, code, link, jobNumber }) => ({
      subject: 'Votre jeton de sécurité est en route',
      text: lines(
        `Bonjour ${name},`,
        '',
        'un petit appareil qui affiche six chiffres vous est envoyé par la poste. Il vous servira à vous connecter.',
        '',
        'Quand vous l’aurez en main, ouvrez cette page et tapez les six chiffres qu’il affiche :',
        '',
        link,
        '',
        `Votre code pour cette page : ${code}`,
        '',
        'Gardez ce message jusque-là et ne donnez le code à personne, pas même à nous.',
        'Si vous n’avez rien commandé, ouvrez la même page et appuyez sur « Ce n’est pas moi ».',
        '',
        `Référence : ${String(jobNumber)}`,
      ),
    }),
  },
  reminder: {
    en: ({ name, code, link, jobNumber }) => ({
      subject: 'Has your security token arrived?',
      text: lines(
        `Hello ${name},`,
        '',
        'the carrier says that your security token was delivered. Please open this page and type the six digits that it shows:',
        '',
        link,
        '',
        `Your code for that page: ${code}`,
        '',
        'If it did not come, tell your help desk: it may lie with a neighbour.',
        '',
        `Reference: ${String(jobNumber)}`,
      ),
    }),
    fr: ({ name, code, link, jobNumber }) => ({
      subject: 'Votre jeton de sécurité est-il arrivé ?',
      text: lines(
        `Bonjour ${name},`,
        '',
        'le transporteur indique que votre jeton de sécurité a été livré. Ouvrez cette page et tapez les six chiffres qu’il affiche :',
        '',
        link,
        '',
        `Votre code pour cette page : ${code}`,
        '',
        'S’il n’est pas arrivé, dites-le à votre assistance : il est peut-être chez un voisin.',
        '',
        `Référence : ${String(jobNumber)}`,
      ),
    }),
  },
  'code-read-out': {
    en: ({ name, jobNumber }) => ({
      subject: 'A code of your security token was given to a caller',
      text: lines(
        `Hello ${name},`,
        '',
        'somebody called our help desk in your name. After a check they were told a code with which one can sign in as you, because your token is still in the post.',
        '',
        'If that was you, there is nothing to do.',
        'If it was not, call your help desk at once.',
        '',
        `Reference: ${String(jobNumber)}`,
      ),
    }),
    fr: ({ name, jobNumber }) => ({
      subject: 'Un code de votre jeton de sécurité a été donné par téléphone',
      text: lines(
        `Bonjour ${name},`,
        '',
        'une personne a appelé notre assistance en votre nom. Après vérification, un code permettant de se connecter à votre place lui a été donné, car votre jeton est encore en route.',
        '',
        'Si c’était vous, il n’y a rien à faire.',
        'Sinon, appelez immédiatement votre assistance.',
        '',
        `Référence : ${String(jobNumber)}`,
      ),
    }),
  },
  'not-me': {
    en: ({ jobNumber, page }) => ({
      subject: `Alarm: the recipient of job ${String(jobNumber)} did not order a token`,
      text: lines(
        `Whoever got the mail for job ${String(jobNumber)} says: this is not me.`,
        'The job is ended, its seed is destroyed, and the token is being taken out of the directory.',
        'Find out who ordered it, and whether the mail address on record is right. Look whether the directory is done:',
        '',
        page,
      ),
    }),
    fr: ({ jobNumber, page }) => ({
      subject: `Alerte : le destinataire du dossier ${String(jobNumber)} n’a pas commandé de jeton`,
      text: lines(
        `La personne qui a reçu le message du dossier ${String(jobNumber)} déclare : ce n’est pas moi.`,
        'Le dossier est clos, son secret est détruit et le jeton est en cours de retrait de l’annuaire.',
        'Cherchez qui l’a commandé et si l’adresse enregistrée est juste. Vérifiez que l’annuaire est à jour :',
        '',
        page,
      ),
    }),
  },
};

/** The seed is gone: no digits can be compared any more, and the page that the link opens serves to say “this is not me” alone. */
const seedless: Readonly<Partial<Record<NoticeKind, Readonly<Record<'en' | 'fr', Words>>>>> = {
  'arrival-code': {
    en: ({ name, code, link, jobNumber }) => ({
      subject: 'Your security token is on its way',
      text: lines(
        `Hello ${name},`,
        '',
        'a small device that shows six digits is on its way to you by post. You will need it to sign in.',
        '',
        'When it is in your hands, tell your help desk: the depot cannot check its digits any more.',
        '',
        'If you ordered nothing, open this page and press “This is not me”:',
        '',
        link,
        '',
        `Your code for that page: ${code}`,
        '',
        `Reference: ${String(jobNumber)}`,
      ),
    }),
    fr: ({ name, code, link, jobNumber }) => ({
      subject: 'Votre jeton de sécurité est en route',
      text: lines(
        `Bonjour ${name},`,
        '',
        'un petit appareil qui affiche six chiffres vous est envoyé par la poste. Il vous servira à vous connecter.',
        '',
        'Quand vous l’aurez en main, dites-le à votre assistance : le dépôt ne peut plus vérifier ses chiffres.',
        '',
        'Si vous n’avez rien commandé, ouvrez cette page et appuyez sur « Ce n’est pas moi » :',
        '',
        link,
        '',
        `Votre code pour cette page : ${code}`,
        '',
        `Référence : ${String(jobNumber)}`,
      ),
    }),
  },
  reminder: {
    en: ({ name, jobNumber }) => ({
      subject: 'Has your security token arrived?',
      text: lines(
        `Hello ${name},`,
        '',
        'the carrier says that your security token was delivered. Please tell your help desk whether you have it: it may lie with a neighbour.',
        '',
        `Reference: ${String(jobNumber)}`,
      ),
    }),
    fr: ({ name, jobNumber }) => ({
      subject: 'Votre jeton de sécurité est-il arrivé ?',
      text: lines(
        `Bonjour ${name},`,
        '',
        'le transporteur indique que votre jeton de sécurité a été livré. Dites à votre assistance si vous l’avez : il est peut-être chez un voisin.',
        '',
        `Référence : ${String(jobNumber)}`,
      ),
    }),
  },
};

/** The words where no code can prove the arrival any more. */
export function wordsWithoutSeed(kind: Exclude<NoticeKind, EscrowNotice>): Readonly<Record<'en' | 'fr', Words>> {
  return seedless[kind] ?? noticeWords[kind];
}
