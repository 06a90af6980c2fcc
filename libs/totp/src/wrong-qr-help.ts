import type { WrongQr } from './wrong-qr.js';

/** For an operator at a bench: what was captured, and what to do now. Both are whole sentences. */
export interface HelpText {
  readonly title: string;
  readonly whatToDo: string;
}

export interface WrongQrHelp {
  readonly en: HelpText;
  readonly fr: HelpText;
}

const otherApp = {
  en: 'choose “I want to use a different authenticator app” (older page: “Configure app without notifications”), then Next, and capture the new QR code.',
  fr: 'choisissez « Je souhaite utiliser une autre application d’authentification » (ancienne page : « Configurer l’application sans notifications »), puis Suivant, et capturez le nouveau QR code.',
};

const fromTheStart = {
  en: `On the user’s page mysignins.microsoft.com/security-info click “Add sign-in method”, then “Microsoft Authenticator”; ${otherApp.en}`,
  fr: `Sur la page mysignins.microsoft.com/security-info de l’utilisateur, cliquez sur « Ajouter une méthode de connexion », puis sur « Microsoft Authenticator » ; ${otherApp.fr}`,
};

/** What to show for each wrong QR code. Microsoft's page offers two QR codes; only the second one suits a token. */
export const wrongQrHelp: Readonly<Record<WrongQr, WrongQrHelp>> = {
  'authenticator-app': {
    en: {
      title: 'This QR code works with the Microsoft Authenticator app only.',
      whatToDo: `On Microsoft’s page go Back if need be; ${otherApp.en} No such link? The tenant does not allow other apps: tell the admin.`,
    },
    fr: {
      title: 'Ce QR code ne fonctionne qu’avec l’application Microsoft Authenticator.',
      whatToDo: `Sur la page Microsoft, revenez en arrière si besoin ; ${otherApp.fr} Ce lien n’apparaît pas ? Le locataire n’autorise pas d’autres applications : prévenez l’administrateur.`,
    },
  },
  'authenticator-app-personal': {
    en: {
      title: 'This QR code is for a personal Microsoft account, not for a work account.',
      whatToDo: `Sign in with the user’s work account. ${fromTheStart.en}`,
    },
    fr: {
      title: 'Ce QR code concerne un compte Microsoft personnel, pas un compte professionnel.',
      whatToDo: `Connectez-vous avec le compte professionnel de l’utilisateur. ${fromTheStart.fr}`,
    },
  },
  hotp: {
    en: {
      title: 'This QR code is for a counter token (HOTP), which Microsoft does not support.',
      whatToDo: `It does not come from Microsoft. ${fromTheStart.en}`,
    },
    fr: {
      title: 'Ce QR code est destiné à un jeton à compteur (HOTP), que Microsoft ne prend pas en charge.',
      whatToDo: `Il ne vient pas de Microsoft. ${fromTheStart.fr}`,
    },
  },
  migration: {
    en: {
      title: 'This is an export from an authenticator app, not a new enrolment.',
      whatToDo: `It holds other secrets of the user: close it and keep no picture of it. ${fromTheStart.en}`,
    },
    fr: {
      title: 'C’est l’export d’une application d’authentification, pas une nouvelle inscription.',
      whatToDo: `Il contient d’autres secrets de l’utilisateur : fermez-le et n’en gardez aucune image. ${fromTheStart.fr}`,
    },
  },
  serial: {
    en: {
      title: 'This is a token’s serial number, not Microsoft’s QR code.',
      whatToDo: 'Put the token down for now, and capture the QR code on the user’s Microsoft page.',
    },
    fr: {
      title: 'C’est le numéro de série d’un jeton, pas le QR code de Microsoft.',
      whatToDo:
        'Laissez le jeton de côté pour l’instant et capturez le QR code sur la page Microsoft de l’utilisateur.',
    },
  },
  fido: {
    en: {
      title: 'This QR code is for a passkey (FIDO), not for a token with codes.',
      whatToDo: `Cancel it. ${fromTheStart.en}`,
    },
    fr: {
      title: 'Ce QR code sert à une clé d’accès (FIDO), pas à un jeton à codes.',
      whatToDo: `Annulez cette demande. ${fromTheStart.fr}`,
    },
  },
  'web-address': {
    en: {
      title: 'This is a web address, not an enrolment.',
      whatToDo: `Do not open it. ${fromTheStart.en}`,
    },
    fr: {
      title: 'C’est une adresse web, pas une inscription.',
      whatToDo: `Ne l’ouvrez pas. ${fromTheStart.fr}`,
    },
  },
  'bad-secret': {
    en: {
      title: 'The key is missing, incomplete or unreadable.',
      whatToDo:
        'Capture the whole QR code again. If you typed the key, compare it letter by letter: it has no 0, 1, 8 or 9. If it is still refused, go Back on Microsoft’s page, then Next, for a new QR code.',
    },
    fr: {
      title: 'La clé est absente, incomplète ou illisible.',
      whatToDo:
        'Capturez de nouveau le QR code en entier. Si vous avez tapé la clé, comparez-la lettre par lettre : elle ne contient ni 0, ni 1, ni 8, ni 9. Si elle est encore refusée, cliquez sur Précédent puis sur Suivant sur la page Microsoft pour obtenir un nouveau QR code.',
    },
  },
  'unsupported-parameters': {
    en: {
      title: 'This QR code asks for settings that our tokens or Microsoft do not support.',
      whatToDo: `Microsoft’s own asks for six digits every 30 seconds; this one comes from elsewhere. ${fromTheStart.en}`,
    },
    fr: {
      title: 'Ce QR code demande des réglages que nos jetons ou Microsoft ne prennent pas en charge.',
      whatToDo: `Celui de Microsoft demande six chiffres toutes les 30 secondes ; celui-ci vient d’ailleurs. ${fromTheStart.fr}`,
    },
  },
  empty: {
    en: {
      title: 'Nothing was captured.',
      whatToDo:
        'Show the whole QR code, large and sharp, and capture it again. Or click “Can’t scan image?” below it and type the key shown there.',
    },
    fr: {
      title: 'Rien n’a été capturé.',
      whatToDo:
        'Affichez le QR code en entier, grand et net, et recommencez. Ou cliquez sur « Impossible de scanner l’image ? » en dessous et tapez la clé affichée.',
    },
  },
  'unknown-text': {
    en: {
      title: 'This is neither Microsoft’s QR code nor the key below it.',
      whatToDo: `Type the key without anything around it, or capture the QR code again. None on the screen? ${fromTheStart.en}`,
    },
    fr: {
      title: 'Ce n’est ni le QR code de Microsoft, ni la clé affichée en dessous.',
      whatToDo: `Tapez la clé seule, sans rien autour, ou capturez de nouveau le QR code. Il n’est pas à l’écran ? ${fromTheStart.fr}`,
    },
  },
};
