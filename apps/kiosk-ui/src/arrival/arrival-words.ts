import { speech } from '../messages/speech.svelte';

/** All that the page for recipients says, and the slip they are given where there is no mail: they see it once, so it comes by itself. */
const words = {
  en: {
    title: 'Has your token arrived?',
    about: 'Confirm it here. It takes half a minute.',
    code: 'Your arrival code',
    codeAbout: 'From the e-mail, or the slip you were given: ten letters and digits.',
    digits: 'The six digits on the token',
    digitsAbout: 'Press its button. If the digits are about to change, wait for the next ones.',
    go: 'It has arrived',
    refused:
      'Code and digits were not accepted. Look at both once more; if it stays so, wait ten minutes or ask your help desk.',
    refusedCode: 'This was not accepted. Look at the code once more, or ask your help desk.',
    perhapsTaken:
      'This was not accepted now, but your first try may have been, before the connection broke: then nothing is left to do. Ask your help desk which it is.',
    perhapsStopped:
      'This was not accepted now, but your first try may have been, before the connection broke: then the token is stopped. Ask your help desk which it is.',
    often: 'That was often. Wait a minute, then try again.',
    away: 'The page cannot reach the depot at this moment. Nothing is lost: try again.',
    done: 'Thank you, that is all.',
    doneAbout:
      'Your token is confirmed. Its copy of the secret at the depot is destroyed: from now on only the token in your hand makes these digits. You can close this page.',
    notMe: 'This is not me, or I ordered nothing',
    notMeTitle: 'Stop this token?',
    notMeAbout:
      'It will be blocked at once and your IT department is told. This cannot be taken back here. The code is enough.',
    notMeGo: 'Stop this token',
    back: 'Back',
    stopped: 'The token is stopped.',
    stoppedAbout:
      'Your IT department has been told. If the parcel comes all the same, hand it in there. You can close this page.',
    language: 'Français',
    slipTitle: 'Your security token is on its way',
    slipFor: 'For {name}',
    slipHow: 'When it is in your hands, open this page and type this code and the six digits that the token shows.',
    slipPage: 'Page',
    slipCode: 'Code',
    slipKeep:
      'Keep this slip until then, and give the code to nobody. If you ordered nothing, open the same page and press “This is not me”.',
  },
  fr: {
    title: 'Votre jeton est-il arrivé ?',
    about: 'Confirmez-le ici. Une demi-minute suffit.',
    code: 'Votre code de réception',
    codeAbout: 'Il figure dans l’e-mail ou sur le billet reçu : dix lettres et chiffres.',
    digits: 'Les six chiffres du jeton',
    digitsAbout: 'Appuyez sur son bouton. Si les chiffres vont changer, attendez les suivants.',
    go: 'Il est arrivé',
    refused:
      'Le code et les chiffres n’ont pas été acceptés. Vérifiez-les ; si cela persiste, attendez dix minutes ou adressez-vous à votre assistance.',
    refusedCode: 'Cela n’a pas été accepté. Vérifiez le code ou adressez-vous à votre assistance.',
    perhapsTaken:
      'Cela n’est pas accepté cette fois, mais votre premier essai l’a peut-être été avant la coupure : il n’y a alors plus rien à faire. Demandez à votre assistance ce qu’il en est.',
    perhapsStopped:
      'Cela n’est pas accepté cette fois, mais votre premier essai l’a peut-être été avant la coupure : le jeton est alors bloqué. Demandez à votre assistance ce qu’il en est.',
    often: 'Cela fait beaucoup d’essais. Attendez une minute, puis réessayez.',
    away: 'La page ne joint pas le dépôt en ce moment. Rien n’est perdu : réessayez.',
    done: 'Merci, c’est tout.',
    doneAbout:
      'Votre jeton est confirmé. La copie de son secret au dépôt est détruite : désormais, seul le jeton que vous tenez produit ces chiffres. Vous pouvez fermer cette page.',
    notMe: 'Ce n’est pas moi, je n’ai rien commandé',
    notMeTitle: 'Bloquer ce jeton ?',
    notMeAbout:
      'Il sera bloqué aussitôt et votre service informatique sera prévenu. Cela ne peut pas être annulé ici. Le code suffit.',
    notMeGo: 'Bloquer ce jeton',
    back: 'Retour',
    stopped: 'Le jeton est bloqué.',
    stoppedAbout:
      'Votre service informatique est prévenu. Si le colis arrive quand même, remettez-le-lui. Vous pouvez fermer cette page.',
    language: 'English',
    slipTitle: 'Votre jeton de sécurité est en route',
    slipFor: 'Pour {name}',
    slipHow:
      'Quand vous l’aurez en main, ouvrez cette page et tapez ce code ainsi que les six chiffres affichés par le jeton.',
    slipPage: 'Page',
    slipCode: 'Code',
    slipKeep:
      'Gardez ce billet jusque-là et ne donnez le code à personne. Si vous n’avez rien commandé, ouvrez la même page et appuyez sur « Ce n’est pas moi ».',
  },
} as const;

export type ArrivalKey = keyof (typeof words)['en'];

export function sayArrival(key: ArrivalKey): string {
  return words[speech.language][key];
}

/** In the language of whoever the slip is for. */
export function arrivalText(language: 'en' | 'fr', key: ArrivalKey): string {
  return words[language][key];
}
