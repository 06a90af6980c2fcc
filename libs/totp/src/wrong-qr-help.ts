import type { WrongQr } from './wrong-qr.js';

/** What it is and what to click instead, for the person at the bench. */
export interface QrHelp {
  readonly title: string;
  readonly whatToDo: string;
}

const anotherApp = {
  en: 'On Microsoft’s page choose “I want to use a different authenticator app” (older page: “Configure app without notifications”), then Next, and scan the new QR code.',
  fr: 'Sur la page Microsoft, choisissez « Je souhaite utiliser une autre application d’authentification » (ancienne page : « Configurer l’application sans notifications »), puis Suivant, et scannez le nouveau QR code.',
};
const getQr = {
  en: 'Open mysignins.microsoft.com/security-info, Add sign-in method, Authenticator app, “I want to use a different authenticator app”, Next.',
  fr: 'Ouvrez mysignins.microsoft.com/security-info, Ajouter une méthode, Application d’authentification, « Je souhaite utiliser une autre application d’authentification », Suivant.',
};

/** One card for each wrong QR. */
export const wrongQrHelp: Readonly<Record<WrongQr, { readonly en: QrHelp; readonly fr: QrHelp }>> = {
  'authenticator-app': {
    en: { title: 'This QR code is for the Microsoft Authenticator app.', whatToDo: anotherApp.en },
    fr: { title: 'Ce QR code est destiné à l’application Microsoft Authenticator.', whatToDo: anotherApp.fr },
  },
  'authenticator-app-personal': {
    en: {
      title: 'This QR code is for Microsoft Authenticator, and for a personal Microsoft account.',
      whatToDo: `The user is signed in with a private account: sign out, sign in with the work account. ${anotherApp.en}`,
    },
    fr: {
      title: 'Ce QR code est destiné à Microsoft Authenticator, pour un compte Microsoft personnel.',
      whatToDo: `L’utilisateur est connecté avec un compte privé : déconnectez-le et reconnectez le compte professionnel. ${anotherApp.fr}`,
    },
  },
  hotp: {
    en: {
      title: 'This QR code is for a counter token (HOTP).',
      whatToDo: `Such tokens do not work with Entra ID. ${getQr.en}`,
    },
    fr: {
      title: 'Ce QR code est destiné à un jeton à compteur (HOTP).',
      whatToDo: `Ces jetons ne fonctionnent pas avec Entra ID. ${getQr.fr}`,
    },
  },
  migration: {
    en: {
      title: 'This QR code is an export of an authenticator app.',
      whatToDo: `It moves accounts between phones; it enrols nobody. ${getQr.en}`,
    },
    fr: {
      title: 'Ce QR code est un export d’une application d’authentification.',
      whatToDo: `Il transfère des comptes entre téléphones et n’inscrit personne. ${getQr.fr}`,
    },
  },
  'bad-secret': {
    en: {
      title: 'The key is damaged: missing, too short, too long or not Base32.',
      whatToDo:
        'Scan again. If you typed it, compare it with the page: letters A to Z and digits 2 to 7, 16 or more of them.',
    },
    fr: {
      title: 'La clé est abîmée : absente, trop courte, trop longue ou non conforme au Base32.',
      whatToDo:
        'Scannez à nouveau. Si vous l’avez tapée, comparez avec la page : lettres A à Z et chiffres 2 à 7, au moins 16.',
    },
  },
  'unsupported-parameters': {
    en: {
      title: 'This QR code asks for codes that no token here can show.',
      whatToDo: `Tokens show 6 digits every 30 or 60 seconds. ${getQr.en}`,
    },
    fr: {
      title: 'Ce QR code demande des codes qu’aucun jeton ne peut afficher.',
      whatToDo: `Les jetons affichent 6 chiffres toutes les 30 ou 60 secondes. ${getQr.fr}`,
    },
  },
  serial: {
    en: {
      title: 'This is the serial number of a token.',
      whatToDo: 'First capture the QR code on the user’s Microsoft page; the token comes after.',
    },
    fr: {
      title: 'Ceci est le numéro de série d’un jeton.',
      whatToDo: 'Capturez d’abord le QR code de la page Microsoft de l’utilisateur ; le jeton vient ensuite.',
    },
  },
  fido: {
    en: {
      title: 'This QR code is for a passkey (FIDO).',
      whatToDo: `The user chose “Passkey”; cancel that. ${getQr.en}`,
    },
    fr: {
      title: 'Ce QR code est destiné à une clé d’accès (FIDO).',
      whatToDo: `L’utilisateur a choisi « Clé d’accès » ; annulez. ${getQr.fr}`,
    },
  },
  'web-address': {
    en: { title: 'This is a web address, not an enrolment.', whatToDo: getQr.en },
    fr: { title: 'Ceci est une adresse web, pas une inscription.', whatToDo: getQr.fr },
  },
  empty: {
    en: {
      title: 'There is nothing to read.',
      whatToDo: 'Paste the QR code’s picture or text, or the key from under “Can’t scan image?”.',
    },
    fr: {
      title: 'Il n’y a rien à lire.',
      whatToDo: 'Collez l’image ou le texte du QR code, ou la clé affichée sous « Impossible de scanner l’image ? ».',
    },
  },
  'unknown-text': {
    en: { title: 'This is not a QR code from Microsoft’s page.', whatToDo: getQr.en },
    fr: { title: 'Ce n’est pas un QR code de la page Microsoft.', whatToDo: getQr.fr },
  },
};
